#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace followup::simulated {

/// A ledger of its own, where a restart finds it again; in memory where the machine offers that, for the disk
/// is not what is tried here.
class Scratch {
  public:
    Scratch() {
        std::error_code failure;
        const std::filesystem::path memory{"/dev/shm"};
        const auto below =
            ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path(failure);
        std::string name = below / "followup-years-XXXXXX";
        if (::mkdtemp(name.data()) != nullptr) x_path = name;
    }
    ~Scratch() {
        std::error_code failure;
        if (!x_path.empty()) std::filesystem::remove_all(x_path, failure);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::string ledger() const { return "sqlite:" + x_path + "/ledger.sqlite"; }

  private:
    std::string x_path;
};

} // namespace followup::simulated
