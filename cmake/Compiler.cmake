# Language, warnings, optimisation and sanitizers for everything that is ours.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Debug CACHE STRING "" FORCE)
endif()
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(MEERKAT_HOT_FLAGS "$<$<CONFIG:Release>:-O3>")  # the engine and the parser: all the time goes there

# C++20 modules are not used: without this CMake's newer versions scan every source for them.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# meerkat_precompile(<target> <header>...): headers that nearly all sources of the target include and that take
# a second each. For tests, which are not optimised: within a precompiled header GCC 12 warns of what it else
# keeps to itself in the standard library. Not beside ccache, which finds no object again whose headers were
# precompiled, and not under clang, whose builds (sanitizers) so notice where a source lacks an include.
function(meerkat_precompile target)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CCACHE AND NOT MEERKAT_PROFILE_COUNTERS)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()
set(MEERKAT_GRPC_HEADERS <grpcpp/grpcpp.h> "${CMAKE_BINARY_DIR}/proto/meerkat/v1/scan.grpc.pb.h")

set(MEERKAT_WARNINGS
    -Wall -Wextra -Werror
    # A rule's row names the fields that it sets and leaves the others at their defaults.
    -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlapping copies in `"literal" + std::string` (GCC bug 105651, mended in 13).
  list(APPEND MEERKAT_WARNINGS -Wno-restrict)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # The deprecated function is one that libstdc++ 12 calls itself, in std::stable_sort.
  list(APPEND MEERKAT_WARNINGS -Wthread-safety -Wno-deprecated-declarations)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # From 18 on clang writes template parameters into names that GCC 12, with which Debian's libraries
  # are built, does not write there: absl::Cord's constructor from a string would not be found.
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fclang-abi-compat=17>)
endif()

# No path of the building machine in programs, and the same objects from every clone.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
# Debian's linker keeps every library that is named; programs start faster without the unused ones.
add_link_options(-Wl,--as-needed)
add_compile_definitions("MEERKAT_VERSION=\"${PROJECT_VERSION}\"")
# Checked operator[], front() and the like while developing and under the sanitizers.
add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

# Linked into every program: the sanitizers' settings.
set(MEERKAT_SANITIZER_SUPPORT "")
if(MEERKAT_SANITIZE)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "MEERKAT_SANITIZE needs clang: use the presets asan, tsan or fuzz.")
  endif()
  set(sanitize "-fsanitize=${MEERKAT_SANITIZE}")
  if(MEERKAT_FUZZ)
    set(sanitize "${sanitize},fuzzer-no-link")
  endif()
  # Not vptr: the engine has no type information by which it could check an object.
  add_compile_options(${sanitize} -fno-sanitize=vptr -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(${sanitize})

  add_library(meerkat_sanitizer_support OBJECT
              "${CMAKE_SOURCE_DIR}/tools/sanitizers/default_options.cc")
  if(MEERKAT_SANITIZE STREQUAL "thread")
    target_sources(meerkat_sanitizer_support PRIVATE
                   "${CMAKE_SOURCE_DIR}/tools/sanitizers/grpc_order.cc")
  endif()
  set(MEERKAT_SANITIZER_SUPPORT meerkat_sanitizer_support)
endif()
