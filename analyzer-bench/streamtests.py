"""Builds the module of the Kafka stage with its tests, and runs main classes of them. For the scripts `stream` and `kills`."""
import glob
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(HERE)
TARGET = os.path.join(HERE, "target")
JAVA_RELEASE = 25
PACKAGE = "io.tracestitch.stream."


def fail(text):
    sys.exit("%s: %s" % (os.path.basename(sys.argv[0]), text))


def is_jdk(folder):
    try:
        with open(os.path.join(folder, "release"), encoding="utf-8") as f:
            version = re.search(r'^JAVA_VERSION="(\d+)', f.read(), re.M)
    except OSError:
        return False
    return bool(version) and int(version[1]) >= JAVA_RELEASE and os.access(os.path.join(folder, "bin", "javac"), os.X_OK)


def java():
    """The java of the JDK that the launcher would find."""
    places = [os.environ.get("TRACESTITCH_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    for pattern in ("/usr/lib/jvm/*", "/opt/java/*", "/opt/jdk*", "~/.sdkman/candidates/java/*", "~/.jdks/*",
                    "/Library/Java/JavaVirtualMachines/*/Contents/Home"):
        places += sorted(glob.glob(os.path.expanduser(pattern)))
    for place in places:
        if place and is_jdk(place):
            return os.path.join(place, "bin", "java")
    return fail("no JDK %d or later found; point TRACESTITCH_JAVA_HOME at one" % JAVA_RELEASE)


def class_path():
    """Compiles what is needed, and gives back the class path of the stage's tests."""
    if not shutil.which("mvn"):
        fail("Maven is needed: mvn is not on the PATH")
    os.makedirs(TARGET, exist_ok=True)
    out = os.path.join(TARGET, "stream-classpath.txt")
    command = ["mvn", "-B", "-q", "-ntp", "-pl", "analyzer-stream", "-am", "test-compile", "dependency:build-classpath",
               "-Dmdep.outputFile=" + out, "-Dspotless.check.skip=true"]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr).returncode:
        fail("the build failed; what it said stands above")
    with open(out, encoding="utf-8") as f:
        libraries = f.read().strip()
    own = os.path.join(ROOT, "analyzer-stream", "target")
    return os.pathsep.join([os.path.join(own, "test-classes"), os.path.join(own, "classes"), libraries])


def command(classes, main, arguments, heap="1g", core=None):
    """The command line of a main class; bound to one core where that is asked for and the system can do it."""
    line = [java(), "-Xmx" + heap, "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classes, PACKAGE + main]
    if core is not None and shutil.which("taskset"):
        line = ["taskset", "-c", str(core)] + line
    return line + [str(a) for a in arguments]
