// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pulse {

/// A version of the user's function, on disk and ready to be loaded. Its files do not change while the version may be
/// loaded, even if their origin does; only the modules that a single file imports from its own folder are read there.
struct FunctionVersion
{
    int number = 0;      ///< counts from 1; an equal number means equal code
    QString origin;      ///< for messages: the path, URL or setting that it was read from
    QString folder;      ///< first entry of sys.path, and the working directory: the unpacked zip, the folder of the
                         ///< file, or an empty one for source text
    QString file;        ///< single file: its path as the user and the function know it; empty for a zip
    QString copy;        ///< single file: the path of the copy that is loaded
    QString mainFile;    ///< path at which the worker may write the main file of processes that the function spawns
    QString module;      ///< EntryPoint::module
    QString function;    ///< EntryPoint::function
    QString libraries;   ///< folder of installed packages; empty: none
    QString modified;    ///< of the file or zip: "yyyy-MM-dd HH:mm:ss", local time
    QByteArray codeHash; ///< SHA-256 of the file or zip, hexadecimal

    QByteArray toLine() const; ///< JSON, including the line end
    static std::optional<FunctionVersion> fromLine(const QByteArray &line);
    bool operator==(const FunctionVersion &) const = default;
};

} // namespace pulse
