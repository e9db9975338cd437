#pragma once

// What gRPC orders and ThreadSanitizer cannot see. Distributions build gRPC without its hooks, so
// the order "StartRead, then OnReadDone" is invisible and every member of a reactor would look
// raced on. A reactor says it: HappensBefore(this) before each Start… and Finish,
// HappensAfter(this) at the start of each callback. So does a service: HappensBefore(it) once it is
// made, HappensAfter(this) in each handler. Without ThreadSanitizer both are nothing.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MEERKAT_THREAD_SANITIZER 1
#endif
#endif

#ifdef MEERKAT_THREAD_SANITIZER
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#endif

namespace meerkat::rpc {

inline void HappensBefore([[maybe_unused]] const void* address) {
#ifdef MEERKAT_THREAD_SANITIZER
  __tsan_release(const_cast<void*>(address));
#endif
}

inline void HappensAfter([[maybe_unused]] const void* address) {
#ifdef MEERKAT_THREAD_SANITIZER
  __tsan_acquire(const_cast<void*>(address));
#endif
}

}  // namespace meerkat::rpc
