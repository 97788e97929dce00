# Sourced by mvnw and millrace: find_jdk MIN prints the home of an installed JDK of at least that version.

jdk_version() { # HOME: the feature version, from the release file (no JVM is started)
  sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1
}

is_jdk() { # HOME MIN
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && v=$(jdk_version "$1") && [ -n "$v" ] && [ "$v" -ge "$2" ]
}

find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && is_jdk "$JAVA_HOME" "$1"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    on_path=${on_path%/bin/javac}
    if is_jdk "$on_path" "$1"; then
      printf '%s\n' "$on_path"
      return 0
    fi
  fi
  set +f
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-/root}"/.sdkman/candidates/java/* "${HOME-/root}"/.jdks/* "${HOME-/root}"/.asdf/installs/java/*; do
    if is_jdk "$candidate" "$1"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  echo "Millrace needs a JDK $1 or newer and found none." >&2
  echo "Install one (for example Eclipse Temurin $1: package temurin-$1-jdk), or set JAVA_HOME to one that is installed." >&2
  return 1
}
