# What comes from the system. ./run knows the same list by Debian's package names and installs it.
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Protobuf REQUIRED)
find_package(gRPC REQUIRED CONFIG)  # brings absl and re2
find_package(LibArchive REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(nlohmann_json REQUIRED)
pkg_check_modules(hyperscan REQUIRED IMPORTED_TARGET GLOBAL libhs)
pkg_check_modules(lz4 REQUIRED IMPORTED_TARGET GLOBAL liblz4)
pkg_check_modules(yaml_cpp REQUIRED IMPORTED_TARGET GLOBAL yaml-cpp)
pkg_check_modules(tomlplusplus REQUIRED IMPORTED_TARGET GLOBAL tomlplusplus)
# By pkg-config and not by its CMake file, which also asks for curl and zlib.
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET GLOBAL prometheus-cpp-core)

# Linked into every program, for which it replaces malloc; the sanitizers bring their own. A scan makes and
# frees hundreds of thousands of small pieces on several threads, protobuf's and gRPC's among them: with
# glibc's malloc a known tree of 20,000 files takes the service 2.7 times the processor time, and a cold scan
# up to a fifth more.
set(MEERKAT_ALLOCATOR "")
if(NOT MEERKAT_SANITIZE)
  pkg_check_modules(jemalloc REQUIRED IMPORTED_TARGET GLOBAL jemalloc)
  set(MEERKAT_ALLOCATOR PkgConfig::jemalloc)
endif()

find_library(CIVETWEB_LIBRARY civetweb REQUIRED)
find_path(CIVETWEB_INCLUDE_DIR civetweb.h REQUIRED)
add_library(civetweb::civetweb UNKNOWN IMPORTED)
set_target_properties(civetweb::civetweb PROPERTIES
                      IMPORTED_LOCATION "${CIVETWEB_LIBRARY}"
                      INTERFACE_INCLUDE_DIRECTORIES "${CIVETWEB_INCLUDE_DIR}")

if(MEERKAT_TESTS)
  find_package(GTest REQUIRED)
endif()
if(MEERKAT_BENCH)
  find_package(benchmark REQUIRED)
endif()
