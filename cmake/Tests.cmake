# Test programs. Everything here is run by ctest; ./run test counts what it reports.

# meerkat_test_program(<program> ENGINE|ALL <source>...): the engine's tests link the engine alone, so
# that they build, and fail to build, with nothing else.
function(meerkat_test_program program reach)
  if(reach STREQUAL "ENGINE")
    set(libraries meerkat::scan)
  else()
    set(libraries meerkat_cli)
  endif()
  add_executable(${program} ${ARGN})
  target_include_directories(${program} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_compile_options(${program} PRIVATE ${MEERKAT_WARNINGS})
  target_link_libraries(${program} PRIVATE ${libraries} ${MEERKAT_ALLOCATOR} ${MEERKAT_SANITIZER_SUPPORT})
endfunction()

# meerkat_tests(<program> ENGINE|ALL <folder of tests/unit>...): one GoogleTest program, one ctest
# test a case.
function(meerkat_tests program reach)
  set(sources)
  foreach(folder IN LISTS ARGN)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/${folder}/*.cc"
         "${CMAKE_SOURCE_DIR}/tests/unit/${folder}/*.h")
    list(APPEND sources ${found})
  endforeach()
  if(NOT sources)
    return()
  endif()
  meerkat_test_program(${program} ${reach} ${sources})
  # What is tested is optimised, the cases themselves need not be, which saves a third of the time to
  # compile them.
  target_compile_options(${program} PRIVATE $<$<CONFIG:Release>:-O0>)
  set(headers <gmock/gmock.h> <gtest/gtest.h>)
  if(reach STREQUAL "ALL")
    list(APPEND headers ${MEERKAT_GRPC_HEADERS})
  endif()
  meerkat_precompile(${program} ${headers})
  target_link_libraries(${program} PRIVATE GTest::gmock GTest::gtest GTest::gtest_main)
  meerkat_discover(${program} 120)
endfunction()

function(meerkat_discover program timeout)
  include(GoogleTest)
  gtest_discover_tests(${program} NO_PRETTY_VALUES DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                       TEST_PREFIX "${program}/" WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
                       PROPERTIES TIMEOUT ${timeout} LABELS ${program}
                       ENVIRONMENT "MEERKAT_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
endfunction()

# tests/rules/*.cc: scans every fixture of engine/rules/<family>/ and compares with its marks.
function(meerkat_fixture_runner)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/rules/*.cc"
       "${CMAKE_SOURCE_DIR}/tests/rules/*.h")
  if(sources)
    meerkat_test_program(rule_fixtures ENGINE ${sources})
    # Each fixture is a case, and cases are listed anew when the program is: a changed set relinks it.
    file(GLOB fixtures CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/engine/rules/*/*.py"
         "${CMAKE_SOURCE_DIR}/tests/rules/guide/*.py"
         "${CMAKE_SOURCE_DIR}/tests/rules/language/*.py" "${CMAKE_SOURCE_DIR}/tests/rules/requests/*.py"
         "${CMAKE_SOURCE_DIR}/tests/rules/libraries/*.py")
    set_target_properties(rule_fixtures PROPERTIES LINK_DEPENDS "${fixtures}")
    target_link_libraries(rule_fixtures PRIVATE GTest::gmock GTest::gtest GTest::gtest_main)
    meerkat_discover(rule_fixtures 120)
  endif()
endfunction()

# tests/fuzz/<name>_fuzz.cc: with MEERKAT_FUZZ a libFuzzer program; otherwise the same function
# behind a plain main, and a test that replays tests/fuzz/corpus/<name>/.
function(meerkat_fuzz_targets)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cc")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM LAST_ONLY program)
    string(REGEX REPLACE "_fuzz$" "" name "${program}")
    # A target that includes the engine alone links it alone: the rest need not be built for it.
    file(STRINGS "${source}" beyond REGEX "^#include .(service|clients)/")
    if(beyond)
      meerkat_test_program(${program} ALL "${source}")
    else()
      meerkat_test_program(${program} ENGINE "${source}")
    endif()
    if(MEERKAT_FUZZ)
      target_link_options(${program} PRIVATE -fsanitize=fuzzer)
    else()
      target_sources(${program} PRIVATE "${CMAKE_SOURCE_DIR}/tools/fuzz_replay.cc")
      add_test(NAME "fuzz_corpus/${name}"
               COMMAND ${program} "${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name}")
      set_tests_properties("fuzz_corpus/${name}" PROPERTIES TIMEOUT 300 LABELS fuzz_corpus)
    endif()
  endforeach()
endfunction()

# tests/sanitize/<name>.cc: each plants one race that ThreadSanitizer has to report, or the test
# fails: it proves that the settings of tools/sanitizers still let it see races of our own code.
function(meerkat_planted_races)
  if(NOT MEERKAT_SANITIZE STREQUAL "thread")
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/sanitize/*.cc")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM LAST_ONLY name)
    meerkat_test_program(${name} ALL "${source}")
    add_test(NAME "planted/${name}"
             COMMAND "${CMAKE_SOURCE_DIR}/tools/expect_race" $<TARGET_FILE:${name}>)
    set_tests_properties("planted/${name}" PROPERTIES TIMEOUT 120 LABELS planted)
  endforeach()
endfunction()

# The load generator of the benchmarks without its main file, and its tests.
function(meerkat_load_tests)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/load/*.cc")
  list(FILTER sources EXCLUDE REGEX "service_load.cc$")
  meerkat_tests(load_tests ALL bench)
  target_sources(load_tests PRIVATE ${sources})
endfunction()

# tests/bench/*.cc: one Google Benchmark program; its folders: load for a service, its pool alone, and
# how soon a scan stops.
function(meerkat_benchmarks)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/*.cc")
  if(sources)
    meerkat_test_program(meerkat_bench ALL ${sources})
    # tree_sitter: one of the steps measured is the parser alone.
    target_sources(meerkat_bench PRIVATE "${CMAKE_SOURCE_DIR}/tests/bench/load/small_file.cc")
    target_link_libraries(meerkat_bench PRIVATE tree_sitter benchmark::benchmark)
  endif()
  meerkat_test_program(budget_gaps ENGINE "${CMAKE_SOURCE_DIR}/tests/bench/gaps/budget_gaps.cc")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/bench/load/*.cc")
  meerkat_test_program(service_load ALL ${sources})
  target_link_libraries(service_load PRIVATE CLI11::CLI11 nlohmann_json::nlohmann_json)
  meerkat_test_program(pool_scan ALL "${CMAKE_SOURCE_DIR}/tests/bench/pool/pool_scan.cc")
  target_link_libraries(pool_scan PRIVATE CLI11::CLI11 nlohmann_json::nlohmann_json)
endfunction()

# tests/corpus/<name>.cc: programs that read folders of real Python; ./run corpus gives them large ones,
# a test the standard library of this machine.
function(meerkat_corpus_programs)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/corpus/*.cc")
  file(GLOB standard_library "/usr/lib/python3.[0-9]*")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM LAST_ONLY name)
    meerkat_test_program(${name} ENGINE "${source}")
    if(standard_library)
      add_test(NAME "corpus/${name}" COMMAND ${name} ${standard_library})
      set_tests_properties("corpus/${name}" PROPERTIES TIMEOUT 300 LABELS corpus)
    endif()
  endforeach()
endfunction()
