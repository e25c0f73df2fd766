"""The texts of units of systemd, of a crontab, and of a CronJob of Kubernetes."""

from string import Template

SERVER_NAME = "minzheng-server.service"
RELOAD_NAME = "minzheng-reload.service"
TIMER_NAME = "minzheng-reload.timer"
CRONTAB_NAME = "minzheng.crontab"
MANIFEST_NAME = "minzheng-reload.yaml"

SERVER = Template("""\
[Unit]
Description=PostgreSQL of minzheng

[Service]
Type=oneshot
RemainAfterExit=yes
User=$user
Environment=$environment
ExecStart=$program up
ExecStop=$program down
TimeoutStartSec=10min
TimeoutStopSec=5min

[Install]
WantedBy=multi-user.target
""")

RELOAD = Template("""\
[Unit]
Description=Reload the feeds of minzheng that are due
Wants=network-online.target
After=$after
$requires
[Service]
Type=oneshot
User=$user
Environment=$environment
ExecStart=$program reload --due --log-format json --feeds $feeds
# A reload that is told to stop first finishes the transaction in hand.
TimeoutStopSec=10min
""")

TIMER = Template("""\
[Unit]
Description=See every minute which feeds of minzheng are due

[Timer]
OnCalendar=minutely
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
""")

# What goes to standard error is mailed to the user.
CRONTAB = Template("""\
$environment
$boot* * * * * $program reload --due --feeds $feeds >/dev/null
""")
BOOT = Template("@reboot $program up >/dev/null\n")

MANIFEST = Template("""\
# The image is one with minzheng in it. The database is named by a secret:
#   kubectl create secret generic minzheng --from-literal=database=postgresql://…
# Folders that feeds read are volumes to be mounted where feeds.toml says.
apiVersion: v1
kind: ConfigMap
metadata:
  name: minzheng-feeds
data:
  feeds.toml: |
$content
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: minzheng-reload
spec:
  schedule: "*/5 * * * *"
  concurrencyPolicy: Forbid
  successfulJobsHistoryLimit: 1
  failedJobsHistoryLimit: 3
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          # A reload that is told to stop first finishes the transaction in hand.
          terminationGracePeriodSeconds: 600
          containers:
            - name: reload
              image: $image
              command: [minzheng, reload, --due, --log-format, json]
              env:
                - name: MINZHENG_FEEDS
                  value: /etc/minzheng/feeds.toml
                - name: MINZHENG_DATABASE
                  valueFrom:
                    secretKeyRef:
                      name: minzheng
                      key: database
              volumeMounts:
                - name: feeds
                  mountPath: /etc/minzheng
          volumes:
            - name: feeds
              configMap:
                name: minzheng-feeds
""")
