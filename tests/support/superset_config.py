"""A Superset in Chinese that keeps its own data in one folder and calls nobody."""

import os
from datetime import timedelta

HOME = os.environ["SUPERSET_HOME"]
SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME}/superset.db?check_same_thread=false"
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
WTF_CSRF_ENABLED = True
# On a busy machine the tests take longer than the quarter of an hour that a token lasts by default.
JWT_ACCESS_TOKEN_EXPIRES = timedelta(hours=4)
# The web pages of a release load a pixel from its vendor; this policy keeps them from it.
TALISMAN_CONFIG = {
    "content_security_policy": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "script-src": ["'self'", "'strict-dynamic'"],
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}
