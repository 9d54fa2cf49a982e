"""A Keystone of its own in a folder: SQLite, fernet tokens. Prints its address once it listens."""

import os
import subprocess
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from socketserver import ThreadingMixIn

folder = Path(sys.argv[1])
password = os.environ["KEYSTONE_PASSWORD"]
configuration = folder / "keystone.conf"
configuration.write_text(
    f"""[DEFAULT]
log_file = {folder}/keystone.log
[database]
connection = sqlite:///{folder}/keystone.db
[token]
provider = fernet
[fernet_tokens]
key_repository = {folder}/fernet
[credential]
key_repository = {folder}/credential
[cache]
enabled = false
"""
)
for repository in ("fernet", "credential"):
    (folder / repository).mkdir(mode=0o700)


def manage(*words):
    program = Path(sys.executable).with_name("keystone-manage")
    subprocess.run([program, "--config-file", configuration, *words], check=True, stdout=2)


owner = ("--keystone-user", str(os.getuid()), "--keystone-group", str(os.getgid()))
manage("db_sync")
manage("fernet_setup", *owner)
manage("credential_setup", *owner)
manage("bootstrap", "--bootstrap-password", password)

os.environ["OS_KEYSTONE_CONFIG_FILES"] = str(configuration)
sys.argv = sys.argv[:1]
from keystone.server.wsgi import initialize_public_application  # noqa: E402


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


application = initialize_public_application()
with make_server("127.0.0.1", 0, application, Server, QuietHandler) as server:
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
