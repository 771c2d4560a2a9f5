"""`portal up`: everything in one place, supervised."""

import errno
import http.client
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping

from bureau.runtime.environment import django_environment
from bureau.runtime.interruptions import Interruptions
from bureau.runtime.keys import demo_password
from bureau.runtime.lock import AlreadyRunning, Lock, acquire
from bureau.runtime.paths import Paths
from bureau.runtime.process import Program
from bureau.runtime.programs import portal_programs
from bureau.runtime.servers import Servers
from bureau.runtime.supervisor import Supervisor
from bureau.runtime.trouble import Stopped, Trouble, require_free_space

ADDRESS = "127.0.0.1"
WEB_PATIENCE_SECONDS = 90.0


def up(paths: Paths, *, port: int, demo: bool, say: Callable[[str], None]) -> int:
    """Serves until somebody asks for the end; returns the exit status."""
    began = time.monotonic()
    paths.prepare()
    require_free_space(paths.data)
    try:
        lock = acquire(paths, "up", say=say)
    except AlreadyRunning as running:
        say(_already_running(running))
        return 1
    try:
        with Interruptions() as interruptions:
            supervisor = Supervisor(say=say, interruptions=interruptions, inherited=(lock.fd,))
            try:
                with supervisor.stopping_at_end(), _listen(port) as listener:
                    _serve(paths, lock, supervisor, listener, demo=demo, began=began, say=say)
            except Stopped:
                say("门户已停止。")
            return 0
    finally:
        paths.leave_no_sockets()
        lock.release()


def _serve(
    paths: Paths,
    lock: Lock,
    supervisor: Supervisor,
    listener: socket.socket,
    *,
    demo: bool,
    began: float,
    say: Callable[[str], None],
) -> None:
    port: int = listener.getsockname()[1]
    servers = Servers(paths)
    servers.require_external()
    env = django_environment(paths, servers)
    if demo:
        env["DEMO_PASSWORD"] = demo_password(paths)
    lock.tell(stage="starting", port=port, embedded=servers.embedded)
    try:
        say("正在启动数据库和消息服务……" if servers.embedded else "正在使用外部数据库和消息服务。")
        servers.start(supervisor)
        say("正在更新数据库结构和指标目录……")
        _prepare_database(paths, supervisor, env, demo=demo)
        say("正在启动网页、后台任务和定时器……")
        web, *others = portal_programs(paths, env, listener.fileno())
        # One after the other: on two cores three starting Pythons would only delay the first answer.
        serving = supervisor.start(web)
        supervisor.wait_until_ready(
            serving, lambda: is_ready(port, env), patience=WEB_PATIENCE_SECONDS, every=0.1
        )
        for program in others:
            supervisor.start(program)
        lock.tell(stage="serving")
        say(f"门户已就绪：http://{ADDRESS}:{port}/ （用时 {time.monotonic() - began:.1f} 秒）")
        if demo:
            say(f"演示账户的密码都是：{env['DEMO_PASSWORD']}")
        say(f"按 Ctrl-C 停止。日志在 {paths.logs}。")
        supervisor.watch()
    finally:
        lock.tell(stage="stopping")
        if sys.exc_info()[0] is Stopped:
            say("正在停止……")


def _prepare_database(paths: Paths, supervisor: Supervisor, env: Mapping[str, str], *, demo: bool) -> None:
    status = supervisor.run(
        Program(
            name="prepare",
            title="准备",
            argv=(sys.executable, "-m", "bureau.runtime.prepare", *(["--demo"] if demo else [])),
            env=env,
            folder=paths.root,
            stop_signal=signal.SIGTERM,
            death_signal=signal.SIGKILL,
        )
    )
    if status != 0:
        require_free_space(paths.data)
        raise Trouble("数据库没有准备好，原因见上面的信息；改正后再执行一次即可，已完成的步骤不会重做。")


def _listen(port: int) -> socket.socket:
    """The socket stays ours, so that requests wait in its queue while the web process is restarted."""
    try:
        return socket.create_server((ADDRESS, port), backlog=512)
    except OverflowError as error:
        raise Trouble(f"端口 {port} 不存在，请用 1 到 65535 之间的数。") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Trouble(
                f"端口 {port} 已被别的程序占用。请换一个端口，例如：./portal up --port {port + 1}"
            ) from error
        if error.errno == errno.EACCES:
            raise Trouble(f"没有权限使用端口 {port}：普通用户请用 1024 以上的端口。") from error
        raise


def is_ready(port: int, env: Mapping[str, str]) -> bool:
    """Whether /readyz answers 200 to a request such as the bureau's own proxy would send."""
    named = [host for host in env.get("ALLOWED_HOSTS", "").split(",") if host and host[0] not in ".*"]
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=5)
    try:
        connection.request(
            "GET", "/readyz", headers={"Host": (named or [ADDRESS])[0], "X-Forwarded-Proto": "https"}
        )
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _already_running(running: AlreadyRunning) -> str:
    owner = running.owner
    where = f"：http://{ADDRESS}:{owner.port}/" if owner.port else ""
    state = "已在运行" if owner.is_serving else "正在启动"
    return (
        f"门户{state}{where}（进程 {owner.pid}）。要停下它，请在那个窗口按 Ctrl-C，或执行：kill {owner.pid}"
    )
