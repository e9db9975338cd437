# One folder of sources, one static library.

# meerkat_folder(<folder> TARGET <name>
#                [LINKS what the headers need...] [PRIVATE what only the sources need...]
#                [OPTIONS compile options...] [PROGRAM <name> FROM <file>])
#
# Globs <folder>/*.cc. FROM names the source that is the program's main file and not in the library.
# A folder that holds no source yet makes no target, and links to it are left out.
function(meerkat_folder folder)
  cmake_parse_arguments(arg "" "TARGET;PROGRAM;FROM" "LINKS;PRIVATE;OPTIONS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cc")
  file(GLOB headers CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.h")
  set(main_file "${CMAKE_SOURCE_DIR}/${folder}/${arg_FROM}")
  if(arg_FROM)
    list(REMOVE_ITEM sources "${main_file}")
  endif()
  if(NOT sources AND NOT headers)
    return()
  endif()
  meerkat_existing(links ${arg_LINKS})
  meerkat_existing(private_links ${arg_PRIVATE})

  if(sources)
    add_library(${arg_TARGET} STATIC ${sources} ${headers})
    target_include_directories(${arg_TARGET} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_compile_options(${arg_TARGET} PRIVATE ${MEERKAT_WARNINGS} ${arg_OPTIONS})
    target_link_libraries(${arg_TARGET} PUBLIC ${links} PRIVATE ${private_links})
  else()
    add_library(${arg_TARGET} INTERFACE)
    target_include_directories(${arg_TARGET} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${arg_TARGET} INTERFACE ${links})
  endif()

  if(arg_PROGRAM AND EXISTS "${main_file}")
    add_executable(${arg_PROGRAM} "${main_file}")
    target_compile_options(${arg_PROGRAM} PRIVATE ${MEERKAT_WARNINGS})
    target_link_libraries(${arg_PROGRAM} PRIVATE ${arg_TARGET} ${private_links})
    set_target_properties(${arg_PROGRAM} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${MEERKAT_BIN_DIR}")
    install(TARGETS ${arg_PROGRAM})
  endif()
endfunction()

# Sets <out> to those of the given targets that exist.
function(meerkat_existing out)
  set(existing)
  foreach(target IN LISTS ARGN)
    if(TARGET ${target} OR NOT target MATCHES "^meerkat")
      list(APPEND existing ${target})
    endif()
  endforeach()
  set(${out} ${existing} PARENT_SCOPE)
endfunction()

# The engine throws nothing and asks no object for its type: a rule cannot fail.
function(meerkat_engine folder)
  meerkat_folder(engine/${folder} TARGET meerkat_${folder}
                 OPTIONS -fno-exceptions -fno-rtti ${MEERKAT_HOT_FLAGS} ${ARGN})
  if(TARGET meerkat_${folder})
    add_library(meerkat::${folder} ALIAS meerkat_${folder})
  endif()
endfunction()

function(meerkat_service folder)
  set(target meerkat_${folder})
  if("TARGET" IN_LIST ARGN)
    meerkat_folder(service/${folder} ${ARGN})
    return()
  endif()
  meerkat_folder(service/${folder} TARGET ${target} ${ARGN})
  if(TARGET ${target})
    add_library(meerkat::${folder} ALIAS ${target})
  endif()
endfunction()
