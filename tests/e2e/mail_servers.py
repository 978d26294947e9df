"""Mail servers as they are out there, each with a folder, a port and a certificate of its own: Postfix, Exim, aiosmtpd."""

import logging
import os
import pathlib
import shutil
import signal
import socket
import subprocess

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from support import SOURCE, free_port, wait_for

USER, PASSWORD = "us", "correct horse"
# Debian's mail servers exclude each other: ./dev unpacks this one beside Postfix.
EXIM = SOURCE / "build" / "exim" / "usr" / "sbin" / "exim4"
WRAPPER = pathlib.Path("/usr/lib") / os.uname().machine.join(("", "-linux-gnu")) / "libnss_wrapper.so"

POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = /
mail_owner = postfix
setgid_group = postdrop
myhostname = postfix.example
inet_interfaces = 127.0.0.1
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = candidate.example
virtual_mailbox_maps = static:inbox/
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_tls_security_level = encrypt
smtpd_tls_chain_files = {key}, {certificate}
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions =
    check_recipient_access inline:{{{{candidate9@candidate.example = 550 5.1.1 nobody of that name}}}}
"""
POSTFIX_MASTER = """
{port}    inet  n - n - - smtpd
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
tlsmgr    unix  - - n 1000? 1 tlsmgr
virtual   unix  - n n - - virtual
proxymap  unix  - - n - - proxymap
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
"""
EXIM_CONFIG = """
exim_user = nobody
exim_group = nogroup
never_users =
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
primary_hostname = exim.example
local_interfaces = 127.0.0.1
pid_file_path = {folder}/pid
keep_environment = LD_PRELOAD:NSS_WRAPPER_PASSWD:NSS_WRAPPER_GROUP
add_environment = PATH=/usr/bin
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {key}
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_mail = sender
acl_smtp_rcpt = recipient
deliver_drop_privilege = true

begin acl
sender:
  deny !authenticated = *
       message = say who you are first
  accept
recipient:
  accept domains = candidate.example
  deny

begin routers
all:
  driver = accept
  domains = candidate.example
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = {folder}/mail/inbox
  maildir_format
  create_directory
  user = nobody
  group = nogroup

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{us}}}}{{eq{{$auth3}}{{correct horse}}}}}}}}
  server_set_id = $auth2
"""


class Server:
    """A process that delivers into a Maildir below its folder."""

    def __init__(self, folder, certificate):
        self.folder = folder
        folder.mkdir(mode=0o755)
        (folder / "mail").mkdir()
        self.certificate = certificate
        self.port = free_port()
        self.process = None

    def mails(self):
        """The bytes of every mail that it has delivered."""
        return [path.read_bytes() for path in sorted((self.folder / "mail" / "inbox" / "new").glob("*"))]

    def start(self, command, environment=None):
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        wait_for(f"{type(self).__name__} to listen", self.listens)

    def listens(self):
        if self.process.poll() is not None:
            raise AssertionError(f"{type(self).__name__} ended at once: {self.log()}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def log(self):
        place = self.folder / "log"
        files = [place] if place.is_file() else sorted(place.glob("*"))
        return "".join(path.read_text(errors="replace") for path in files)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)


class Postfix(Server):
    """Postfix's own master with smtpd, cleanup, qmgr and virtual behind it; TLS is a must, no AUTH."""

    def __init__(self, folder, certificate):
        super().__init__(folder, certificate)
        owner = (folder.stat().st_uid, folder.stat().st_gid)
        assert owner == (0, 0), "Postfix starts as root only"
        (folder / "data").mkdir()
        (folder / "config").mkdir()
        for each in ("data", "mail"):
            shutil.chown(folder / each, "postfix", "postfix")
        uid, gid = (folder / "mail").stat().st_uid, (folder / "mail").stat().st_gid
        (folder / "config" / "main.cf").write_text(POSTFIX_MAIN.format(
            folder=folder, uid=uid, gid=gid, key=certificate.key, certificate=certificate.path))
        (folder / "config" / "master.cf").write_text(POSTFIX_MASTER.format(port=f"127.0.0.1:{self.port}").lstrip())
        (folder / "queue").mkdir()
        subprocess.run(["/usr/sbin/postfix", "-c", str(folder / "config"), "check"], check=True, capture_output=True)
        self.start(["/usr/lib/postfix/sbin/master", "-c", str(folder / "config")])


class Exim(Server):
    """Exim 4, unpacked into a folder; TLS and AUTH PLAIN are a must."""

    def __init__(self, folder, certificate):
        super().__init__(folder, certificate)
        for each in ("spool", "log"):
            (folder / each).mkdir()
        certificate.key.chmod(0o644)  # it gives up its rights before it reads it
        for each in ("", "spool", "log", "mail"):
            shutil.chown(folder / each, "nobody", "nogroup")
        # Debian's Exim insists on an account that only its package makes.
        (folder / "passwd").write_text(pathlib.Path("/etc/passwd").read_text()
                                       + "Debian-exim:x:65534:65534::/nonexistent:/usr/sbin/nologin\n")
        (folder / "group").write_text(pathlib.Path("/etc/group").read_text() + "Debian-exim:x:65534:\n")
        (folder / "config").write_text(EXIM_CONFIG.format(folder=folder, key=certificate.key,
                                                          certificate=certificate.path))
        environment = {**os.environ, "LD_PRELOAD": str(WRAPPER), "NSS_WRAPPER_PASSWD": str(folder / "passwd"),
                       "NSS_WRAPPER_GROUP": str(folder / "group")}
        self.start([str(EXIM), "-C", str(folder / "config"), "-bdf", "-oX", str(self.port),
                    "-oP", str(folder / "pid")], environment)


class Aiosmtpd:
    """Python's aiosmtpd: STARTTLS and AUTH are a must, mails are kept in memory."""

    def __init__(self, certificate):
        self.taken = []
        self.logins = []
        logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # what goes wrong here is asked for
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, tls_context=certificate.context(),
                                     require_starttls=True, auth_required=True, authenticator=self.authenticate)
        self.controller.start()

    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.logins.append(good)
        return AuthResult(success=good, handled=good)

    async def handle_DATA(self, _server, session, envelope):  # pylint: disable=invalid-name
        assert session.authenticated and session.ssl
        self.taken.append((envelope.rcpt_tos, envelope.original_content))
        return "250 2.0.0 taken"

    def mails(self):
        return [data for _, data in self.taken]

    def stop(self):
        self.controller.stop()
