// Waiting for descriptors, and operations that wait.

#include <errno.h>
#include <poll.h>

#include "modules/abi3/_socket/socket.h"

namespace pyro::abi3 {

Wait wait_ready(int descriptor, Direction direction, Nanoseconds deadline) {
  pollfd entry{descriptor, static_cast<short>(direction == Direction::kRead ? POLLIN : POLLOUT), 0};
  int milliseconds = -1;
  if (deadline != kNoTimeout) {
    Nanoseconds left = deadline - monotonic_now();
    if (left < 0) return Wait::kTimeout;
    milliseconds = poll_milliseconds(left);
  }
  int ready;
  {
    Unlocked unlocked;
    ready = poll(&entry, 1, milliseconds);
  }
  if (ready < 0) return Wait::kError;
  return ready == 0 ? Wait::kTimeout : Wait::kReady;
}

PyObject* raise_timeout() {
  PyErr_SetString(PyExc_TimeoutError, "timed out");
  return nullptr;
}

namespace {

// Waits, over signals, for the next try. False with an exception.
bool wait_for_try(Socket* socket, Direction direction, Nanoseconds deadline) {
  while (true) {
    switch (wait_ready(socket->descriptor, direction, deadline)) {
      case Wait::kReady:
        return true;
      case Wait::kTimeout:
        raise_timeout();
        return false;
      case Wait::kError:
        if (errno != EINTR) {
          os_error();
          return false;
        }
        if (PyErr_CheckSignals() < 0) return false;
    }
  }
}

}  // namespace

bool run_operation(Socket* socket, Direction direction, Nanoseconds timeout, OperationFunction call,
                   void* context) {
  bool waits = timeout > 0;
  Nanoseconds deadline = waits ? monotonic_now() + timeout : kNoTimeout;
  bool wait_first = waits;
  while (true) {
    if (wait_first && !wait_for_try(socket, direction, deadline)) return false;
    bool done;
    {
      Unlocked unlocked;
      done = call(socket, context);
    }
    if (done) return true;
    if (errno == EINTR) {
      if (PyErr_CheckSignals() < 0) return false;
      wait_first = false;
    } else if (waits && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      // Readiness can be false: another thread or process was faster.
      wait_first = true;
    } else {
      os_error();
      return false;
    }
  }
}

}  // namespace pyro::abi3
