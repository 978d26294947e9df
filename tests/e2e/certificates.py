"""Certificates for servers of the tests, made by openssl."""

import ssl
import subprocess

AUTHORITY = """[ca]
default_ca = itself
[itself]
database = {folder}/{name}.index
new_certs_dir = {folder}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = {alternatives}
"""


def openssl(*arguments):
    subprocess.run(["openssl", *[str(each) for each in arguments]], check=True, capture_output=True)


class Certificate:
    """A key and a certificate for some names; whoever names `path` as `ca_file` trusts it. Good for two days, or `between`
    two points of time."""

    def __init__(self, folder, name, alternatives="DNS:localhost,IP:127.0.0.1", between=None):
        self.key = folder / f"{name}.key"
        self.path = folder / f"{name}.pem"
        fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={name}",
                 "-keyout", self.key]
        if between:
            request, authority = folder / f"{name}.csr", folder / f"{name}.cnf"
            authority.write_text(AUTHORITY.format(folder=folder, name=name, alternatives=alternatives))
            (folder / f"{name}.index").write_text("")
            begins, ends = (each.strftime("%Y%m%d%H%M%SZ") for each in between)
            openssl("req", "-new", *fresh, "-out", request)
            openssl("ca", "-batch", "-selfsign", "-notext", "-config", authority, "-keyfile", self.key, "-in", request,
                    "-out", self.path, "-startdate", begins, "-enddate", ends)
        else:
            openssl("req", "-x509", *fresh, "-days", "2", "-addext", f"subjectAltName={alternatives}", "-out", self.path)

    def context(self):
        """For a server that shows it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path, self.key)
        return context

    def trusted(self):
        """For a client that trusts nothing else."""
        return ssl.create_default_context(cafile=str(self.path))
