"""The cases: program, header, wrapper, CPython, options, and how many processes write the log."""


def case(name, point, program, header, python, wrapper="plain", **more):
    return dict(more, name=name, point=point, program=program, header=header, python=python, wrapper=wrapper)


RUNS2, RUNS3 = [{}, {}], [{}, {}, {}]
DESK, FLEET, CATALOG, PARCELS, CHAT, TICKETS = "bookings.desk fleet.reports catalog.refresher parcels.sorter chat.rooms tickets.board".split()

CASES = [
    case("restart-counter", 1, DESK, "task", "3.12", options={"drop": "end"}, runs=RUNS2),
    case("restart-banner", 1, DESK, "task-key", "3.9", "docker", options={"drop": "at-once", "banner": True}, runs=RUNS3),
    case("restart-same-names", 1, DESK, "task-parens", "3.10", options={"drop": "end", "names": "numbered"}, runs=RUNS3),
    case("restart-late", 1, DESK, "json-taskname", "3.12", options={"drop": "late", "names": "numbered", "rounds": 24}, runs=RUNS2),
    case("restart-same-pid", 1, DESK, "task-dash", "3.11", "cri", options={"drop": "late", "pid": 1, "banner": True}, runs=RUNS3),
    case("restart-quick", 1, DESK, "task-loguru", "3.13", options={"drop": "end"}, runs=[{"pause": 0.4}, {"pause": 0.4}, {}]),
    case("restart-clock-back", 1, DESK, "json-task", "3.10", options={"drop": "end", "names": "numbered"}, runs=[{"pause": -9.0}, {}]),
    case("restart-unnamed", 1, DESK, "std-pid", "3.8", options={"drop": "end", "ids_everywhere": True}, runs=RUNS2),
    case("one-name", 2, FLEET, "task", "3.13"),
    case("one-name-json", 2, FLEET, "json-task", "3.9", "docker", options={"name": "consumer", "keep": True}),
    case("one-name-padded", 2, FLEET, "task-bracket", "3.11", options={"short_ids": True, "keep": True}),
    case("one-name-late", 2, FLEET, "task-key-first", "3.8", "name-n", options={"keep": True, "count": 110}),
    case("one-name-unnamed", 2, FLEET, "std", "3.12", "syslog", options={"count": 60}),
    case("reused", 3, CATALOG, "task-first", "3.10", options={}),
    case("reused-silent", 3, CATALOG, "task-loguru-late", "3.12", options={"silent_pages": True}),
    case("reused-kept", 3, CATALOG, "json-structlog", "3.11", options={"keep": True, "count": 20, "bad": [3, 9, 16]}),
    case("reused-overlap", 3, CATALOG, "task-angle", "3.13", "cri", options={"keep": True, "overlap": True, "count": 24, "bad": [4, 13]}),
    case("shift-late", 4, PARCELS, "task", "3.9", options={"names": True, "count": 420}),
    case("shift-late-numbers", 4, PARCELS, "json-extra", "3.13", options={"count": 200}),
    case("shift-late-unnamed", 4, PARCELS, "std-dash", "3.10", options={"count": 380}),
    case("forked", 5, CHAT, "task", "3.12", options={"start": "fork", "warm": True}),
    case("forked-names", 5, CHAT, "task-gunicorn", "3.9", options={"start": "fork", "warm": True, "names": True}),
    case("forked-multiprocessing", 5, CHAT, "task-key", "3.11", "docker", options={"start": "multiprocessing", "warm": True}),
    case("forked-unnamed", 5, CHAT, "std-pid", "3.13", options={"start": "fork", "warm": True}),
    case("hosts-equal-pids", 5, CHAT, "task", "3.10", options={"pid": 7, "names": True},
         streams=[("web-1  | ", {}), ("web-2  | ", {}), ("web-3  | ", {})]),
    case("hosts-in-json", 5, CHAT, "json-host", "3.12", options={"pid": 1}, streams=[("chat-7f9c-a", {}), ("chat-7f9c-b", {})], prefixed=False),
    case("gathered", 6, TICKETS, "task-bracket-late", "3.9", options={"merge": "gather", "names": True}),
    case("gathered-numbers", 6, TICKETS, "json-context", "3.12", options={"merge": "gather"}),
    case("grouped", 6, TICKETS, "task-parens-glued", "3.13", options={"merge": "group", "names": True}),
    case("grouped-numbers", 6, TICKETS, "task", "3.11", "cri", options={"merge": "group"}),
    case("helped", 6, TICKETS, "json-asyncio-task", "3.12", options={"merge": "helper", "names": True}),
    case("helped-numbers", 6, TICKETS, "task-loguru", "3.8", options={"merge": "helper"}),
    case("gathered-unnamed", 6, TICKETS, "std-bracket", "3.12", options={"merge": "gather"}),
    case("debug-desk", 7, DESK, "task", "3.12", options={"drop": "late"}, env={"PYTHONASYNCIODEBUG": "1"}),
    case("debug-helped", 7, TICKETS, "task-key", "3.13", options={"merge": "helper", "names": True}, env={"PYTHONASYNCIODEBUG": "1"}),
    case("debug-unnamed", 7, FLEET, "std", "3.10", options={"count": 50}, env={"PYTHONASYNCIODEBUG": "1"}),
]
