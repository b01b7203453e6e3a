// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/fieldtables.h"

#include "common/core/boundedtext.h"
#include "common/results/record.h"

namespace pulse {

const FieldTable<Failure> &failureFields()
{
    static const FieldTable<Failure> table = {
        {"time", "time", &Failure::time, latestTime},
        {"outcome", "outcome", &Failure::outcome, longestName},
        {"errorType", "errorType", &Failure::errorType, longestName},
        {"errorMessage", "errorMessage", &Failure::errorMessage},
        {"stackTrace", "stackTrace", &Failure::stackTrace},
        {"inputDigest", "inputDigest", &Failure::inputDigest, longestName},
        {"duration", "duration", &Failure::duration},
    };
    return table;
}

const FieldTable<FunctionStatus> &statusFields()
{
    static const FieldTable<FunctionStatus> table = {
        {"version", "version", &FunctionStatus::version},
        {"function", "function", &FunctionStatus::function},
        {"functionModified", "function_modified", &FunctionStatus::functionModified},
        {"codeHash", "code_hash", &FunctionStatus::codeHash},
        {"trigger", "trigger", &FunctionStatus::trigger},
        {"inputKey", "input_key", &FunctionStatus::inputKey, longestName},
        {"started", "started", &FunctionStatus::started, latestTime},
        {"ready", "ready", &FunctionStatus::ready},
        {"reason", "reason", &FunctionStatus::reason},
        {"loadFailure", "load_failure", &FunctionStatus::loadFailure},
        {"calls", "calls", &FunctionStatus::calls},
        {"lastCall", "last_call", &FunctionStatus::lastCall, latestTime},
        {"lastDuration", "last_duration", &FunctionStatus::lastDuration},
        {"meanDuration", "mean_duration", &FunctionStatus::meanDuration},
        {"workerRestarts", "worker_restarts", &FunctionStatus::workerRestarts},
    };
    return table;
}

const FieldTable<Machine> &machineFields()
{
    static const FieldTable<Machine> table = {
        {"name", "name", &Machine::name, longestName},
        {"cpu", "cpu", &Machine::cpu, longestName},
        {"memory", "memory", &Machine::memory},
    };
    return table;
}

} // namespace pulse
