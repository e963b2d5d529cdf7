#include "runtime/runtime_lock.h"

#include <unistd.h>

#include <cerrno>
#include <new>

#include "runtime/runtime.h"

namespace pyro {

void RuntimeLock::wait_until_free(Thread* thread, std::unique_lock<std::mutex>* guard) {
  waiting_++;
  while (holder_ != nullptr || (closed_ && !thread->is_main)) {
    if (closed_ && !thread->is_main) {
      freed_.wait(*guard);
      continue;
    }
    uint64_t seen = switches_;
    auto result = freed_.wait_for(*guard, std::chrono::nanoseconds(interval_nanoseconds_));
    // The holder had its interval.
    if (result == std::cv_status::timeout && holder_ != nullptr && switches_ == seen) {
      holder_->interrupts |= kInterruptLockRequest;
    }
  }
  waiting_--;
}

void RuntimeLock::acquire(Thread* thread) {
  std::unique_lock<std::mutex> guard(mutex_);
  if (holder_ != nullptr || closed_) wait_until_free(thread, &guard);
  holder_ = thread;
  switches_++;
  if (handing_over_ > 0) taken_.notify_all();
}

void RuntimeLock::release() {
  std::lock_guard<std::mutex> guard(mutex_);
  holder_ = nullptr;
  if (waiting_ > 0) freed_.notify_one();
}

void RuntimeLock::hand_over(Thread* thread) {
  std::unique_lock<std::mutex> guard(mutex_);
  if (waiting_ == 0) return;
  holder_ = nullptr;
  uint64_t seen = switches_;
  freed_.notify_one();
  handing_over_++;
  taken_.wait(guard, [&] { return switches_ != seen || waiting_ == 0 || closed_; });
  handing_over_--;
  wait_until_free(thread, &guard);
  holder_ = thread;
  switches_++;
  if (handing_over_ > 0) taken_.notify_all();
}

void RuntimeLock::set_switch_interval(double seconds) {
  std::lock_guard<std::mutex> guard(mutex_);
  interval_nanoseconds_ = seconds < 1e-6  ? 1000
                          : seconds > 1e6 ? int64_t{1'000'000'000'000'000}
                                          : static_cast<int64_t>(seconds * 1e9);
}

void RuntimeLock::close() {
  std::lock_guard<std::mutex> guard(mutex_);
  closed_ = true;
}

void RuntimeLock::reset_in_child(Thread* holder) {
  int64_t interval = interval_nanoseconds_;
  new (this) RuntimeLock;
  interval_nanoseconds_ = interval;
  holder_ = holder;
}

BlockingRegion::BlockingRegion(Thread* thread) : thread_(thread) {
  thread->runtime()->lock()->release();
}

BlockingRegion::~BlockingRegion() {
  int saved = errno;
  thread_->runtime()->lock()->acquire(thread_);
  errno = saved;
}

}  // namespace pyro
