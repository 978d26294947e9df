#pragma once

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

namespace followup::spool {

namespace fs = std::filesystem;

/// A queue folder of its own for one test.
class QueueFolder : public testing::Test {
  protected:
    QueueFolder() {
        std::string path = testing::TempDir() + "queue-XXXXXX";
        x_path = ::mkdtemp(path.data());
        for (const auto* name : {"new", "tmp"})
            fs::create_directory(x_path / name);
    }
    ~QueueFolder() override { fs::remove_all(x_path); }

    void write(const std::string& name, std::string_view text) const {
        std::ofstream{x_path / name, std::ios::binary} << text;
    }
    /// As a producer does, which wrote it long before.
    void rename_in(const std::string& name, std::string_view text) const {
        write("tmp/" + name, text);
        const timespec long_ago[2] = {{1, 0}, {1, 0}};
        ::utimensat(AT_FDCWD, (x_path / "tmp" / name).c_str(), long_ago, 0);
        fs::rename(x_path / "tmp" / name, x_path / "new" / name);
    }
    [[nodiscard]] std::string text(const fs::path& name) const {
        std::ifstream in{x_path / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    /// The names in one of its folders.
    [[nodiscard]] std::set<std::string> names(const fs::path& folder) const {
        std::set<std::string> all;
        for (const auto& file : fs::directory_iterator{x_path / folder})
            if (!file.path().filename().string().starts_with('.')) all.insert(file.path().filename());
        return all;
    }
    [[nodiscard]] unsigned mode(const fs::path& name) const {
        return static_cast<unsigned>(fs::status(x_path / name).permissions());
    }
    [[nodiscard]] bool there(const fs::path& name) const { return fs::exists(x_path / name); }

    fs::path x_path;
};

} // namespace followup::spool
