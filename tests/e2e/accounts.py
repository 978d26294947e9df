"""Users of a machine of their own: the daemon's, two recruiters, a program's, an administrator's, a stranger's."""

import json
import os
import subprocess

from support import BIN, Daemon

GROUP, ADMINS = 64100, 64110
USERS = {"followupd": 64100, "pat": 64101, "kim": 64102, "crm": 64103, "boss": 64104, "stranger": 64105, "root": 0}
POSSIBLE = os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], check=False).returncode == 0
# In a mount namespace of its own, where these tables are the machine's; not by a preloaded library, which the
# sanitizers do not bear. Nothing forks between here and the program: its pid is the one we started.
WITH_TABLES = 'mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/group" /etc/group && shift && exec "$@"'


def tables(folder):
    """The files in which users and groups are looked up."""
    lines = [f"{name}:x:{uid}:{GROUP if name == 'followupd' else uid}::/:/bin/sh" for name, uid in USERS.items()]
    (folder / "passwd").write_text("\n".join(lines) + "\n")
    groups = [f"{name}:x:{uid}:" for name, uid in USERS.items() if name != "followupd"]
    groups += [f"followup:x:{GROUP}:pat,kim,crm,boss", f"keepers:x:{ADMINS}:boss"]
    (folder / "group").write_text("\n".join(groups) + "\n")


def becoming(folder, user):
    """The words before a command that make it that user's."""
    uid = USERS[user]
    gid = GROUP if user == "followupd" else uid
    groups = "--clear-groups" if user in ("stranger", "root", "followupd") else f"--groups={GROUP}"
    return ["unshare", "--mount", "sh", "-c", WITH_TABLES, "sh", str(folder), "setpriv", f"--reuid={uid}",
            f"--regid={gid}", groups]


class Office(Daemon):
    """A daemon that runs as a user of its own, and people who ask it."""

    def __init__(self, mail="", more="", options=("--at", "2026-11-20T21:31:00Z", "--speed", "1")):
        super().__init__(mail=mail, more='admins = ["keepers"]\n' + more, options=options)
        text = self.config.read_text().replace('id    = "pat"', 'id    = "pat"\nlogin = "pat"')
        self.config.write_text(text + '\n[[recruiter]]\nid = "kim"\nname = "Kim Osei"\nemail = "kim@glass.example"\n'
                                      'login = "kim"\n')
        tables(self.folder)
        self.folder.chmod(0o755)
        os.chown(self.folder, USERS["followupd"], GROUP)
        self.state.mkdir(mode=0o710)
        os.chown(self.state, USERS["followupd"], GROUP)
        self.under = becoming(self.folder, "followupd")

    def typed(self, user, *words, **options):
        """What that user gets for a command of followup; the configuration is named."""
        command, *rest = [str(word) for word in words]
        return subprocess.run([*becoming(self.folder, user), str(BIN / "followup"), command, "--config",
                               str(self.config), *rest], capture_output=True, text=True, check=False, timeout=60,
                              stdin=subprocess.DEVNULL, **options)

    def asked(self, user, method, target, body=""):
        """The status and the body of a request over the unix socket."""
        script = ("import http.client, socket, sys\n"
                  "c = http.client.HTTPConnection('localhost'); c.sock = socket.socket(socket.AF_UNIX)\n"
                  "c.sock.connect(sys.argv[1]); c.request(sys.argv[2], sys.argv[3], sys.argv[4])\n"
                  "a = c.getresponse(); sys.stdout.buffer.write(b'%d ' % a.status + a.read())\n")
        answer = subprocess.run([*becoming(self.folder, user), "/usr/bin/python3", "-c", script,
                                 str(self.state / "followup.sock"), method, target, body], capture_output=True,
                                check=True, timeout=60)
        status, _, text = answer.stdout.partition(b" ")
        return int(status), text

    def dropped(self, user, name, text):
        """As that user puts a file into the queue."""
        draft = self.folder / name
        draft.write_text(text)
        os.chown(draft, USERS[user], GROUP)
        draft.chmod(0o640)
        draft.rename(self.queue / "new" / name)

    def json(self, command, *arguments):
        answer = self.typed("root", command, "--json", *arguments)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)
