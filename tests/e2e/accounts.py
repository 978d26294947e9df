"""Users of a machine of their own: the daemon's, two recruiters, a program's, an administrator's, a stranger's."""

import json
import os
import pathlib
import subprocess

from support import BIN, Daemon

WRAPPER = pathlib.Path("/usr/lib") / os.uname().machine.join(("", "-linux-gnu")) / "libnss_wrapper.so"
GROUP, ADMINS = 64100, 64110
USERS = {"followupd": 64100, "pat": 64101, "kim": 64102, "crm": 64103, "boss": 64104, "stranger": 64105, "root": 0}
POSSIBLE = os.geteuid() == 0 and WRAPPER.exists()


def tables(folder):
    """The files in which programs under nss_wrapper look up users and groups."""
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
    return ["env", f"LD_PRELOAD={WRAPPER}", f"NSS_WRAPPER_PASSWD={folder}/passwd", f"NSS_WRAPPER_GROUP={folder}/group",
            "setpriv", f"--reuid={uid}", f"--regid={gid}", groups]


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
