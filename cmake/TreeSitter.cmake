# The tree-sitter core and its Python grammar, which are newer than Debian's.
#
# third_party/package-lock.json pins both with integrity hashes. npm fetches and verifies them once
# into build/third_party, for all presets; a stamp with the lock's hash says that they are there, so
# every later configure works offline. No install script of a package is run.
set(third_party "${CMAKE_SOURCE_DIR}/build/third_party")
set(stamp "${third_party}/fetched")
file(SHA256 "${CMAKE_SOURCE_DIR}/third_party/package-lock.json" lock_hash)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             "${CMAKE_SOURCE_DIR}/third_party/package-lock.json")

function(meerkat_fetch_third_party)
  # Two presets may be configured at the same time.
  file(MAKE_DIRECTORY "${third_party}")
  file(LOCK "${third_party}/lock" GUARD FUNCTION TIMEOUT 600)
  if(EXISTS "${stamp}")
    file(READ "${stamp}" fetched)
    if(fetched STREQUAL lock_hash)
      return()
    endif()
  endif()
  find_program(NPM npm NO_CACHE)
  if(NOT NPM)
    message(FATAL_ERROR
            "npm is missing. It fetches the tree-sitter sources that third_party/package.json "
            "pins. Install it (Debian: apt-get install npm) or run ./run build, which does.")
  endif()
  message(STATUS "Fetching the tree-sitter sources with npm (once)")
  file(REMOVE "${stamp}")
  file(COPY "${CMAKE_SOURCE_DIR}/third_party/package.json"
            "${CMAKE_SOURCE_DIR}/third_party/package-lock.json" DESTINATION "${third_party}")
  execute_process(
    COMMAND "${NPM}" ci --ignore-scripts --no-audit --no-fund --loglevel=error
            --fetch-retry-mintimeout=2000 --fetch-retry-maxtimeout=8000
    WORKING_DIRECTORY "${third_party}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message("${output}")
    if(output MATCHES "EINTEGRITY")
      message(FATAL_ERROR
              "The npm registry served something else than what third_party/package-lock.json "
              "pins. Nothing of it was used. Do not work around this: ask who runs the registry.")
    endif()
    message(FATAL_ERROR
            "npm could not fetch the tree-sitter sources (exit code ${result}; its words are "
            "above). This step needs a connection to an npm registry, once. Check the network, and "
            "`npm config get registry` if yours is a mirror; then run the same command again.")
  endif()
  file(WRITE "${stamp}" "${lock_hash}")
endfunction()

meerkat_fetch_third_party()

set(core "${third_party}/node_modules/tree-sitter/vendor/tree-sitter/lib")
set(grammar "${third_party}/node_modules/tree-sitter-python/src")
add_library(tree_sitter STATIC "${core}/src/lib.c" "${grammar}/parser.c" "${grammar}/scanner.c")
target_include_directories(tree_sitter SYSTEM PUBLIC "${core}/include")
set_source_files_properties("${core}/src/lib.c" PROPERTIES INCLUDE_DIRECTORIES "${core}/src")
set_source_files_properties("${grammar}/parser.c" "${grammar}/scanner.c" PROPERTIES
                            INCLUDE_DIRECTORIES "${grammar}")
# The scanner allocates with the core's hooks, too: a parser is never taken apart
# (engine/syntax/parser_arena.h).
set_source_files_properties("${grammar}/scanner.c" PROPERTIES COMPILE_DEFINITIONS
                            "TREE_SITTER_REUSE_ALLOCATOR;calloc=ts_calloc;free=ts_free")
set_target_properties(tree_sitter PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
# Not our code: no warnings, and of the sanitizers those for memory and threads only.
target_compile_options(tree_sitter PRIVATE -w ${MEERKAT_HOT_FLAGS}
                       $<$<C_COMPILER_ID:Clang>:-fno-sanitize=undefined>)
