# Makes the profile that cmake/Profile.cmake describes; run by the build.
#
#   COUNTERS          the build with counters
#   PROFILE/data      what was counted, by the names under which GCC and ccache look for it
#   PROFILE/sources   digests of the sources that it was made from, for sha256sum --check
#   PROFILE/made      written last
set(build "${COUNTERS}")
set(data "${PROFILE}/data")

function(run_or_fail what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message("${output}")
    message(FATAL_ERROR "The engine's profile could not be made (${what}; the reason is above). "
                        "-D MEERKAT_PROFILE=OFF builds without one.")
  endif()
endfunction()

cmake_host_system_information(RESULT jobs QUERY NUMBER_OF_LOGICAL_CORES)
run_or_fail("configuring" "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${build}" -G "${GENERATOR}"
            -D "CMAKE_C_COMPILER=${C_COMPILER}" -D "CMAKE_CXX_COMPILER=${CXX_COMPILER}"
            -D "CMAKE_C_FLAGS=${C_FLAGS}" -D "CMAKE_CXX_FLAGS=${CXX_FLAGS}"
            -D "CMAKE_BUILD_TYPE=${BUILD_TYPE}" -D MEERKAT_PROFILE_COUNTERS=ON
            -D MEERKAT_TESTS=OFF)
run_or_fail("building" "${CMAKE_COMMAND}" --build "${build}" --target train_engine
            --parallel ${jobs})

# Of all Pythons of this machine, in a fixed order, as much as train_engine reads.
file(GLOB_RECURSE inputs "/usr/lib/python3*/*.py" "/usr/local/lib/python3*/*.py")
file(GLOB_RECURSE fixtures "${SOURCE}/engine/rules/*.py")
list(APPEND inputs ${fixtures})
string(REPLACE ";" "\n" inputs "${inputs}")
file(WRITE "${PROFILE}/inputs" "${inputs}\n")

# Counters add up over runs. Hash tables are seeded by addresses: without randomisation every run counts
# the same (a container may forbid to ask for that).
file(GLOB_RECURSE old "${build}/*.gcda")
if(old)
  file(REMOVE ${old})
endif()
set(command "${build}/bin/train_engine" "${PROFILE}/inputs")
execute_process(COMMAND setarch -R true RESULT_VARIABLE no_setarch OUTPUT_QUIET ERROR_QUIET)
if(no_setarch EQUAL 0)
  list(PREPEND command setarch -R)
endif()
run_or_fail("training" ${command})

# GCC looks for the object's full path with '#' for '/', ccache for the object's name.
file(REMOVE_RECURSE "${data}")
file(REAL_PATH "${USED_BY}" used_by)
file(GLOB_RECURSE counted RELATIVE "${build}" "${build}/*.gcda")
foreach(name IN LISTS counted)
  string(REPLACE "/" "#" mangled "${used_by}/${name}")
  configure_file("${build}/${name}" "${data}/${name}" COPYONLY)
  configure_file("${build}/${name}" "${data}/${mangled}" COPYONLY)
endforeach()

file(GLOB_RECURSE sources RELATIVE "${SOURCE}" "${SOURCE}/engine/*.cc" "${SOURCE}/engine/*.h")
set(digests "")
foreach(name IN LISTS sources)
  file(SHA256 "${SOURCE}/${name}" digest)
  string(APPEND digests "${digest}  ${name}\n")
endforeach()
file(WRITE "${PROFILE}/sources" "${digests}")
file(WRITE "${PROFILE}/made" "${digests}")
