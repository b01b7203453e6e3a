// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pulse {

/// One version of the user's function, on disk and ready to be loaded. What it consists of stays as it is for as long
/// as the version may be loaded, whatever becomes of the place that it came from; only modules that a single file
/// imports from its own folder are read there.
struct FunctionVersion
{
    int number = 0;      ///< counts from 1; the same number is the same code
    QString origin;      ///< for people: the path, URL or setting that it came from
    QString folder;      ///< first on sys.path and the working directory: the unpacked zip; the folder of the file; an
                         ///< empty one for source text
    QString file;        ///< of a single file: the path it is known by, also to itself; empty for a zip
    QString copy;        ///< of a single file: where its text is to be read
    QString mainFile;    ///< where the worker may write the main file of processes that the function spawns
    QString module;      ///< EntryPoint::module
    QString function;    ///< EntryPoint::function
    QString libraries;   ///< folder of installed packages; empty: none
    QString modified;    ///< of the file or zip: "yyyy-MM-dd HH:mm:ss", local time
    QByteArray codeHash; ///< SHA-256 of the file or zip, hexadecimal

    QByteArray toLine() const; ///< JSON, with the line end
    static std::optional<FunctionVersion> fromLine(const QByteArray &line);
    bool operator==(const FunctionVersion &) const = default;
};

} // namespace pulse
