// How the sanitizers behave in our programs, compiled into each one: a program run by hand behaves
// as it does under ./run sanitize. The environment (ASAN_OPTIONS, …) still has the last word.

// Without symbols a report names no function, and no suppression matches.
#define SYMBOLIZER "external_symbolizer_path=/usr/bin/llvm-symbolizer-19"

extern "C" {

const char* __asan_default_options() {
  return "detect_stack_use_after_return=1:strict_string_checks=1:" SYMBOLIZER;
}

const char* __ubsan_default_options() { return "print_stacktrace=1:" SYMBOLIZER; }

// The libraries of the distribution are not instrumented: what they do themselves is not reported,
// what our code does is. tools/sanitizers/grpc_order.cc tells what they order.
const char* __tsan_default_options() {
  return "ignore_noninstrumented_modules=1:second_deadlock_stack=1:" SYMBOLIZER;
}

// `race_top:` matches the function that makes the access, `race:` every function above it. The
// second kind would hide races of ours, so it may name only a function that never calls our code.
const char* __tsan_default_suppressions() {
  // gRPC counts the callbacks of a call down inside its own library; the destructor of what it
  // keeps for a call, which is in a header, runs when that count is zero.
  return "race:grpc::internal::Callback*Handler*::ServerCallback*Impl::~ServerCallback\n";
}

const char* __lsan_default_suppressions() {
  // Kept for the life of the process.
  return "leak:grpc_init\n"
         "leak:OPENSSL_init_crypto\n";
}

}  // extern "C"
