# How the JVM is started: for ./lingzhi and for the launcher of the image, which both source this file. It takes
# $jdk, a folder with bin/java, $libs, the folder of the jars, and $cache, the file of the class cache.

# The native libraries of this machine as files. Each is in a folder named as its jar, so that it serves no other version.
natives="${cache%.aot}.natives"

# The same for the rehearsal and for every start: the class cache is made for them.
options=(-XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Dio.netty.jfr.enabled=false -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8)

# The order of the class path is fixed, for the same reason.
class_path() {
  local all
  all=$(printf '%s:' "$libs"/*.jar)
  echo "${all%:}"
}

# Names those files. For one that is not there, its jar unpacks a copy into the temporary folder at each start.
native_options() {
  local jar found=""
  for jar in "$libs"/{sqlite-jdbc,netty-transport-native-epoll}-*.jar; do
    if [ -d "$natives/${jar##*/}" ]; then
      found+="${found:+:}$natives/${jar##*/}"
      if [[ "$jar" == */sqlite-jdbc-* ]]; then options+=(-Dorg.sqlite.lib.path="$natives/${jar##*/}" -Dorg.sqlite.tmpdir="$natives/${jar##*/}"); fi
    fi
  done
  if [ -n "$found" ]; then options+=(-Djava.library.path="$found"); fi
}

# Makes those files and the class cache: the classes of a start as the JVM has them in memory. Its environment holds an
# empty home and no more, so that nothing of this machine's can get into the cache. Fails if there is no cache in the end.
rehearse() {
  local work made=0 options=("${options[@]}")
  work=$(mktemp -d "${TMPDIR:-/tmp}/lingzhi-rehearsal.XXXXXX")
  rm -rf "$cache" "$natives"
  env -i "$jdk/bin/java" -cp "$(class_path)" io.lingzhi.app.NativeLibraries "$natives" || true
  native_options
  env -i HOME="$work" "$jdk/bin/java" -XX:AOTCacheOutput="$work/cache" -XX:+UseG1GC -Xmx256m "${options[@]}" \
    -cp "$(class_path)" io.lingzhi.app.Rehearsal "$work" && mv "$work/cache" "$cache" || made=1
  rm -rf "$work"
  return $made
}

# Runs the program in the place of this shell.
start() {
  local own=${LINGZHI_JAVA_OPTS:-} heap=${LINGZHI_MAX_HEAP:-1g} small='^([0-9]{1,2}|[1-4][0-9]{2}|50[0-9]|51[0-2])[mM]$'
  native_options
  # The C library else keeps what each of many threads has freed for itself.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # The JVM takes the cache for the same JDK, jars and options only, and goes on without it, quietly, where it does not fit.
  if [ -f "$cache" ] && [[ "$own" != *-XX:AOT* ]]; then options+=(-XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off); fi
  # The JVM takes G1, or Serial on a machine with one core or less than 1792 MB. For a small heap it is Serial too.
  if [[ "$heap" =~ $small && "$own" != *-XX:+Use*GC* ]]; then options+=(-XX:+UseSerialGC); fi
  # What the compilers have freed goes back to the system; where that cannot be done, nothing is said about it.
  options+=(-XX:TrimNativeHeapInterval=2000 -Xlog:trimnative=off)
  # shellcheck disable=SC2086 # several options in one variable
  exec "$jdk/bin/java" "${options[@]}" -Xms16m -Xmx"$heap" \
    -XX:G1PeriodicGCInterval=15000 -XX:G1HeapRegionSize=4m $own \
    -cp "$(class_path)" io.lingzhi.app.Main "$@"
}
