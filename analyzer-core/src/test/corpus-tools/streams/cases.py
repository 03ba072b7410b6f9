"""Which program runs under which set-up, wrapper and version."""
import itertools

import setups

ALL = ("3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13")

# program, oldest version, options
YARD = [(p, "3.6") for p in (
    "cause_then_context three_links none_cause ring bottomless stairs bottomless_uncaught rules syntax_by_hand import_broken json_broken blank_lines "
    "headers_inside frames_inside chain_words_inside long_message foreign half_a_pair foreign_names unicode_errors odd_keys bare_errors odd_classes library_errors "
    "last_words interrupted exit_with_cause uncaught_chain uncaught_multiline uncaught_empty thread_names thread_logs pool_callback "
    "process_pool process_dies stack_info logging_errors never_raised message_is_traceback multi_line_records prints_between back_to_back warned "
    "warned_traced warned_captured warning_is_error faults odd_code socket_server wsgi_server unit_tests lambda_unhandled busy unrelated_traceback_file").split()]
YARD += [("unraisable", "3.8"), ("unraisable_chain", "3.8"), ("pool_initializer", "3.7"), ("at_exit", "3.10")]
RELAY = [(p, "3.6") for p in (
    "lost_many lost_debug lost_at_end lost_methods lost_futures gather_second destroyed destroyed_debug slow callbacks callbacks_debug handler_calls "
    "broken_handler closed_loop loop_left_open streams client_connected protocol timeouts never_awaited never_awaited_captured "
    "generators service_caught fds keyboard custom_factory prints_stack").split()]
RELAY += [(p, "3.7") for p in "nested_run never_awaited_debug never_awaited_traced run_shutdown uncaught_async".split()]
RELAY += [("lost_names", "3.8"), ("service", "3.8"), ("task_group", "3.11"), ("task_group_uncaught", "3.11")]
KNOTS = [(p, "3.11") for p in (
    "shallow deep wide deeper_than_printed base_group group_in_context group_uncaught group_printed group_alone with_notes notes_uncaught").split()]
PROGRAMS = [("yard." + p, v) for p, v in YARD] + [("relay." + p, v) for p, v in RELAY] + [("knots." + p, v) for p, v in KNOTS]

SETUPS = ("dashes brackets letter iso-z epoch gunicorn uvicorn glog celery-task django-verbose loguru logfmt-open structlog-console sanic airflow pytest-live "
          "tornado jupyter twisted lambda threads task-bar request colorlog python-json ecs structlog google datadog loguru-json logstash otel "
          "dashes-file brackets-point iso-zone time-only time-last us-date django-simple django-server airflow-old airflow-1 threads-first task-key task-last "
          "openstack odoo scrapy ansible path colon home arrow superset hash comma-names mlflow flask apache-date relative micro-zone logback env-logger alembic tabs semicolons tight-bars name-level "
          "syslog-like compact ctime spring emoji level-parens func hex-request uvicorn-color loguru-mark loguru-color coloredlogs twisted-old "
          "functions every-line indented indented-blank hash012 escaped logfmt structlog-dict lambda-json message-only").split()
WRAPPERS = ("plain docker plain cri-parts crlf plain journal-json syslog-pri plain compose kubectl plain docker-split syslog5424 plain heroku procfile plain "
            "journal-short plain filebeat cri plain stern cloudwatch-tail plain fluentbit journal-iso plain compose-old ci plain fly pm2 plain compose-time "
            "vector plain supervisor kubectl-time plain syslog5424-sd docker-in-syslog plain foreman-color plain heroku-drain cri-in-filebeat plain "
            "compose-in-docker promtail plain mod-wsgi apache-old plain uwsgi-date pythonanywhere passenger plain xdist swarm plain tilt skaffold ts plain tai64n s6 "
            "gitlab-ci plain jenkins render digitalocean plain logcli journal-precise plain journal-monotonic journal-unix journal-full plain kubectl-prefix-time "
            "trimmed plain gelf gcp-export plain cloudwatch-json splunk firelens plain fluentd logstash-json ts-elapsed plain turbo overmind").split()


def later(version, oldest):
    return ALL.index(version) >= ALL.index(oldest)


NEEDS_LOGGER = {"relay.handler_calls"}  # nothing else tells a report of the loop from any other record
NEEDS_HEADERS = {"yard.multi_line_records", "yard.blank_lines", "yard.frames_inside", "yard.headers_inside", "yard.chain_words_inside", "yard.unit_tests",
                 "yard.json_broken", "yard.lambda_unhandled", "yard.prints_between", "knots.with_notes", "yard.logging_errors", "yard.unraisable_chain"}
NAMELESS = {k for k, v in setups.TEXT.items() if "%(name)s" not in v[0]} | {
    "uvicorn", "uvicorn-color", "glog", "celery-task", "twisted-old", "lambda", "functions", "indented", "indented-blank", "hash012", "logfmt-open", "otel"}


def spread(rounds, rotate=0):
    """Pairs programs with set-ups, wrappers and versions, each list in its own rhythm."""
    out = []
    s, w, v = itertools.cycle(SETUPS), itertools.cycle(WRAPPERS), itertools.cycle(ALL)
    for it, n in ((s, 7), (w, 3), (v, 1)):
        for _ in range(n * rotate):
            next(it)
    for r in range(rounds):
        for program, oldest in PROGRAMS:
            version = next(v)
            while not later(version, oldest):
                version = next(v)
            options = {}
            n = len(out)
            if n % 9 == 4:
                options["how"] = "module"
            elif n % 9 == 8:
                options["how"] = "command"
            if version == "3.13" and n % 2:
                options["env"] = {"FORCE_COLOR": "1"}
            if program.split(".")[1] == "unrelated_traceback_file":
                options["quiet"] = True
            setup = next(s)
            while program in NEEDS_LOGGER and setup in NAMELESS or program in NEEDS_HEADERS and setup in setups.BARE:
                setup = next(s)
            out.append((program, setup, next(w), version, options))
        next(s)
    return out


CASES = spread(2)

MIXES = [  # name, (program, set-up, version) of each process, prefix, most lines in a row
    ("compose", [("yard.busy", "dashes", "3.9"), ("relay.service_caught", "uvicorn", "3.11"), ("yard.back_to_back", "celery-task", "3.13")], "%(name)s-1  | ", 3),
    ("compose-same", [("yard.busy", "brackets", "3.8"), ("relay.lost_many", "brackets", "3.12"), ("yard.three_links", "brackets", "3.6")], "%(name)s-1  | ", 2),
    ("kubectl", [("yard.busy", "loguru", "3.12"), ("knots.deep", "iso-z", "3.13")], "[pod/%(name)s-6f7d9c5b8-x2x9q/main] ", 2),
    ("pids", [("relay.lost_many", "task-bar", "3.10"), ("yard.thread_names", "scrapy", "3.8"), ("yard.uncaught_chain", "brackets", "3.7"),
              ("relay.callbacks", "letter", "3.13")], "Nov 23 19:56:36 node-b17 %(name)s[%(pid)d]: ", 1),
    ("journal", [("yard.three_links", "gunicorn", "3.6"), ("yard.cause_then_context", "gunicorn", "3.6")], "2026-11-23T19:56:36+0000 node-b17 gunicorn[%(pid)d]: ", 2),
    ("procfile", [("yard.back_to_back", "flask", "3.10"), ("relay.destroyed", "logback", "3.11"), ("knots.shallow", "message-only", "3.13")],
     "19:56:36 %(name)s.%(n)d | ", 3),
    ("json-and-text", [("yard.busy", "python-json", "3.11"), ("yard.busy", "dashes", "3.9")], "%(name)s_1  | ", 2),
    ("heroku", [("yard.thread_logs", "time-last", "3.7"), ("yard.uncaught_multiline", "time-last", "3.12")], "2026-11-23T19:56:36.460123+00:00 app[%(name)s.%(n)d]: ", 1),
    ("bare-records", [("yard.back_to_back", "gunicorn", "3.10"), ("yard.busy", "gunicorn", "3.10")], "", 12),
    ("bare-threads", [("yard.cause_then_context", "threads", "3.12"), ("yard.three_links", "threads", "3.8")], "", 8),
]
