"""The command line behind `./portal`."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bureau.runtime import backup, commands, gates, restore
from bureau.runtime.paths import Paths
from bureau.runtime.trouble import Stopped, Trouble, sentence_for
from bureau.runtime.up import up

HANDED_ON = ("manage", "test", "bench", "web", "worker", "beat")


def say(sentence: str) -> None:
    print(sentence, flush=True)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="./portal", description="人社指标门户：安装、启动、测试、备份。")
    names = top.add_subparsers(dest="command", required=True, metavar="命令")
    one = names.add_parser("up", help="启动整个门户（Ctrl-C 停止）")
    one.add_argument("--port", type=int, default=8000, help="网页端口，默认 8000")
    one.add_argument("--demo", action="store_true", help="同时装入演示数据和演示账户")
    for name, help_text in (
        ("test", "代码检查和全部测试；带 pytest 参数时只运行测试"),
        ("bench", "性能测量：bench [名称] [--size S|M]"),
        ("manage", "在正确的环境里运行 manage.py"),
        ("web", "只启动网页服务（生产环境，参数交给 gunicorn）"),
        ("worker", "只启动后台任务（生产环境，参数交给 celery）"),
        ("beat", "只启动定时器（生产环境，参数交给 celery）"),
    ):
        names.add_parser(name, help=help_text, add_help=False)
    one = names.add_parser("backup", help="把数据库和附件备份为一个文件")
    one.add_argument("file", type=Path, metavar="FILE")
    one = names.add_parser("restore", help="从备份文件恢复")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--force", action="store_true", help="覆盖已有数据的门户")
    return top


def run(arguments: Sequence[str]) -> int:
    paths = Paths.of_environment()
    # What follows these commands belongs to the program behind them, `--help` included.
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    if name not in HANDED_ON:
        options = parser().parse_args(arguments)
        name = options.command
    match name:
        case "up":
            return up(paths, port=options.port, demo=options.demo, say=say)
        case "test":
            return gates.test(paths, rest, say=say)
        case "bench":
            return gates.bench(paths, rest)
        case "manage":
            return commands.manage(paths, rest, say=say)
        case "web":
            return commands.web(paths, rest)
        case "worker":
            return commands.worker(paths, rest)
        case "beat":
            return commands.beat(paths, rest)
        case "backup":
            return backup.backup(paths, options.file, say=say)
        case "restore":
            return restore.restore(paths, options.file, force=options.force, say=say)
    raise AssertionError(name)


def main() -> int:
    # A shell starts its background jobs with SIGINT ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run(sys.argv[1:])
    except Trouble as trouble:
        print(f"{trouble}", file=sys.stderr)
    except OSError as error:
        print(sentence_for(error), file=sys.stderr)
    except (KeyboardInterrupt, Stopped):
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
