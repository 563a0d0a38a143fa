"""Three servers as the settings of `dossier headers` configure them: alone, on a port of their own,
without rights, and gone when the test is over."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534

NGINX = """daemon off;
master_process off;
pid {home}/pid;
error_log {home}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {settings};
    }}
}}
"""
APACHE_MODULES = ("mpm_event", "authz_core", "headers", "alias", "mime", "dir", "autoindex")
APACHE = """ServerRoot {home}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {home}/pid
ErrorLog {home}/error.log
{modules}
TypesConfig /etc/nginx/mime.types.apache
DocumentRoot {root}
DirectoryIndex index.html
<Directory {root}>
    Options +Indexes
    AllowOverride All
    Require all granted
</Directory>
"""
CADDY = """{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {root}
    import {settings}
    file_server
}}
"""


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    assert found, f"no {name}: `make test` installs it"
    return found


def _nginx(home: Path, names: Mapping[str, object], settings: str) -> list[str]:
    (home / "settings").write_text(settings)
    (home / "nginx.conf").write_text(NGINX.format(**names, settings=home / "settings"))
    return [_program("nginx"), "-p", str(home), "-c", str(home / "nginx.conf")]


def _apache(home: Path, names: Mapping[str, object], settings: str) -> list[str]:
    (Path(str(names["root"])) / ".htaccess").write_text(settings)
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
        for name in APACHE_MODULES
    )
    text = APACHE.format(**names, modules=modules)
    types = "text/html html\ntext/css css\nimage/svg+xml svg\napplication/json json\n"
    (home / "mime.types").write_text(types)
    text = text.replace("/etc/nginx/mime.types.apache", str(home / "mime.types"))
    (home / "httpd.conf").write_text(text)
    return [_program("apache2"), "-X", "-f", str(home / "httpd.conf")]


def _caddy(home: Path, names: Mapping[str, object], settings: str) -> list[str]:
    (home / "settings").write_text(settings)
    (home / "Caddyfile").write_text(CADDY.format(**names, settings=home / "settings"))
    return [_program("caddy"), "run", "--config", str(home / "Caddyfile"), "--adapter", "caddyfile"]


COMMANDS: Mapping[str, Callable[[Path, Mapping[str, object], str], list[str]]] = {
    "nginx": _nginx,
    "apache": _apache,
    "caddy": _caddy,
}


@contextmanager
def running(server: str, tree: Path, settings: str) -> Iterator[int]:
    """A server of a copy of a tree; gives its port.

    Args:
        server: `nginx`, `apache` or `caddy`.
        tree: What it serves.
        settings: What `dossier headers` prints for it.
    """
    home = Path(tempfile.mkdtemp(prefix="dossier-server-"))
    process = None
    try:
        root = home / "www"
        shutil.copytree(tree, root)
        port = _free_port()
        command = COMMANDS[server](home, {"home": home, "root": root, "port": port}, settings)
        who = _become_nobody(home)
        with (home / "said").open("wb") as said:
            process = subprocess.Popen(
                command,
                cwd=home,
                env={"PATH": os.defpath, "HOME": str(home), "XDG_DATA_HOME": str(home)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                **who,
            )
        _wait(process, port, home)
        yield port
    finally:
        if process is not None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(home)


def _become_nobody(home: Path) -> dict[str, int]:
    """Whoever runs the tests as root does not run servers as root."""
    if os.getuid() != 0:
        return {}
    for path in (home, *home.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            logs = [
                path.read_text() for path in home.glob("*") if path.name in ("said", "error.log")
            ]
            raise AssertionError("the server ended: " + "\n".join(logs))
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
            continue
        return
    raise AssertionError("the server does not answer")
