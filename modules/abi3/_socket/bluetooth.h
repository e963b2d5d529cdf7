// The addresses of Bluetooth sockets as the kernel defines them; its headers do not export them.

#pragma once

#include <sys/socket.h>

#include <cstdint>

namespace pyro::abi3 {

enum BluetoothProtocol {
  kBluetoothL2cap = 0,
  kBluetoothHci = 1,
  kBluetoothSco = 2,
  kBluetoothRfcomm = 3
};

struct BluetoothL2cap {
  sa_family_t family;
  uint16_t port;  // little endian
  uint8_t device[6];
  uint16_t channel;
  uint8_t device_type;
};

struct BluetoothRfcomm {
  sa_family_t family;
  uint8_t device[6];
  uint8_t channel;
};

struct BluetoothHci {
  sa_family_t family;
  uint16_t interface;
  uint16_t channel;
};

struct BluetoothSco {
  sa_family_t family;
  uint8_t device[6];
};

}  // namespace pyro::abi3
