"""Templates of systemd units, of a crontab, and of a Kubernetes CronJob."""

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
ExecStart=$command up
ExecStop=$command down
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
${secrets}ExecStart=$command reload --due --log-format json --feeds $feeds
# On SIGTERM a reload finishes its current transaction first.
TimeoutStopSec=10min
""")

TIMER = Template("""\
[Unit]
Description=Check every minute which feeds of minzheng are due

[Timer]
OnCalendar=minutely
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
""")

# Cron mails what goes to standard error to the user.
CRONTAB = Template("""\
$environment
$boot* * * * * $command reload --due --feeds $feeds >/dev/null
""")
BOOT = Template("@reboot $command up >/dev/null\n")

# Of a variable that feeds.toml names. Who installs the units writes NAME=value into the file.
ENVIRONMENT_FILE = Template("EnvironmentFile=$path\n")
CREDENTIAL = Template("LoadCredential=$name:/etc/credstore/$name\n")

VARIABLE = Template("""\
                - name: $name
                  valueFrom:
                    secretKeyRef:
                      name: minzheng
                      key: $name
""")
SECRETS = Template("""\
# The same secret has what feeds.toml names: --from-literal=NAME=value for $names.
""")

MANIFEST = Template("""\
# Name an image that has minzheng installed. A secret names the database:
#   kubectl create secret generic minzheng --from-literal=database=postgresql://…
${secrets}# Mount the folders that feeds read as volumes, at the paths in feeds.toml.
apiVersion: v1
kind: ConfigMap
metadata:
  name: minzheng-feeds
data:
  feeds.toml: $content
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
          # On SIGTERM a reload finishes its current transaction first.
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
$variables              volumeMounts:
                - name: feeds
                  mountPath: /etc/minzheng
          volumes:
            - name: feeds
              configMap:
                name: minzheng-feeds
""")
