"""A machine of its own under a real systemd: namespaces for processes, mounts and the network; what is written to it is
gone with it."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import uuid

from support import BIN, SOURCE, wait_for

SYSTEMD = pathlib.Path("/usr/lib/systemd/systemd")
CONFIG = "/etc/followupd/followupd.toml"
# Nothing around it may change: the first process of a machine does what a machine does when it starts, and with the units
# of Debian that empties /tmp. So whatever is to be written to is mounted first, as its own; then the rest becomes
# read-only; and unless that is seen to hold, nothing is written and nothing begun. It has no units but ours.
BOOT = """set -eu
mount --make-rprivate /
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
for folder in etc var usr/bin root; do
    own=/run/own/$(echo $folder | tr / -)
    mkdir -p $own.new $own.work
    mount -t overlay overlay -o lowerdir=/$folder,upperdir=$own.new,workdir=$own.work /$folder
done
for folder in /tmp /dev/shm /home /srv /mnt /opt /etc/systemd/system /usr/lib/systemd/system; do
    if [ -d $folder ]; then mount -t tmpfs tmpfs $folder; fi
done
umount -R /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount --bind /proc/sys /proc/sys
for folder in /proc/sys /sys /dev /; do mount -o remount,bind,ro $folder; done
for folder in / /dev /sys /proc/sys /usr /usr/lib {source} {programs}; do
    if [ -w $folder ]; then echo "$folder can be written to"; exit 1; fi
done
for folder in /tmp /home /srv /mnt /opt /etc/systemd/system /usr/lib/systemd/system; do
    if [ -d $folder ] && [ -n "$(ls -A $folder)" ]; then echo "$folder is not its own"; exit 1; fi
done
for folder in /etc /var /usr/bin /root /run; do
    mountpoint -q $folder || {{ echo "$folder is not its own"; exit 1; }}
done
for target in alone sysinit basic sockets shutdown multi-user network-online time-sync; do
    printf '[Unit]\\nDefaultDependencies=no\\nAllowIsolate=yes\\n' > /usr/lib/systemd/system/$target.target
done
mkdir -p /run/lock /run/systemd/system /etc/systemd/system/followupd.service.d /etc/followupd
echo {machine} > /etc/machine-id
for program in followup followupd; do ln -s {programs}/$program /usr/bin/$program; done
cp {source}/systemd/*.service {source}/systemd/*.socket /etc/systemd/system/
printf '[Service]\\nStandardError=append:/run/followupd.log\\n' > /etc/systemd/system/followupd.service.d/log.conf
printf '%s' "$CONFIGURATION" > {config}
systemd-sysusers {source}/systemd/followupd.sysusers
systemd-tmpfiles --create {source}/systemd/followupd.tmpfiles
exec env -i container=other PATH="$PATH" {systemd} --system --unit=alone.target --show-status=no --log-target=null
"""


def hierarchy():
    """Where cgroup2 is mounted; nothing: nowhere."""
    for line in pathlib.Path("/proc/self/mounts").read_text().splitlines():
        _, place, kind, *_ = line.split(" ")
        if kind == "cgroup2":
            return pathlib.Path(place)
    return None


POSSIBLE = os.geteuid() == 0 and SYSTEMD.exists() and hierarchy() is not None


class Machine:
    """Boots at once; `why_not` says why when it could not."""

    def __init__(self, config):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="followupd-"))
        self.group = hierarchy() / f"followupd-test-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.group.mkdir()
        script = BOOT.format(machine=uuid.uuid4().hex, programs=BIN, source=SOURCE, config=CONFIG, systemd=SYSTEMD)
        join = f"echo $$ > {self.group}/cgroup.procs; exec \"$@\""
        with open(self.folder / "boot.log", "wb") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", join, "sh", "unshare", "--mount", "--pid", "--fork", "--uts", "--ipc", "--net", "--cgroup",
                 "--propagation", "private", "--kill-child", "sh", "-c", script], stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                env={**os.environ, "CONFIGURATION": config})
        self.first = None
        try:
            self.first = wait_for("the first process", self.found, 20)
            wait_for("systemd", lambda: self.run("systemctl", "is-system-running").stdout.strip() == "running", 20)
            self.why_not = None
        except AssertionError as failure:
            self.why_not = f"{failure}: {(self.folder / 'boot.log').read_text()[-500:]}"

    def found(self):
        if self.process.poll() is not None:
            raise AssertionError("it ended at once")
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            if pathlib.Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                return child
        return None

    def run(self, *words, **options):
        options.setdefault("timeout", 120)
        return subprocess.run(["nsenter", "-t", self.first, "-m", "-u", "-i", "-n", "-p", "-C", "--wd=/",
                               *[str(word) for word in words]],
                              capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options)

    def followup(self, command, *arguments):
        return self.run("followup", command, *arguments)

    def write(self, path, text):
        done = subprocess.run(["nsenter", "-t", self.first, "-m", "sh", "-c", f'cat > "{path}"'], input=text, text=True,
                              check=False)
        assert done.returncode == 0

    def read(self, path):
        return self.run("cat", path).stdout

    def stop(self):
        self.process.kill()  # its child, the machine's first process, goes with it, and with that all others
        self.process.wait()
        wait_for("all processes of the machine to be gone",
                 lambda: "populated 0" in (self.group / "cgroup.events").read_text(), 20)
        for group in sorted((path for path in self.group.rglob("*") if path.is_dir()), reverse=True):
            group.rmdir()
        self.group.rmdir()
        shutil.rmtree(self.folder, ignore_errors=True)
