using System.Globalization;

namespace WasiHal.Hosting.Catalog;

/// <summary>What an operator may say about one plugin.</summary>
internal static class PluginOptionsRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds a message for each value that is not accepted: the key, the value and what is accepted.</summary>
    /// <param name="name">The plugin's name as the operator wrote it.</param>
    /// <param name="options">What he said.</param>
    /// <param name="faults">Takes the messages.</param>
    public static void Check(string name, PluginOptions options, ICollection<string> faults)
    {
        var key = $"plugins.{name}";
        CheckDuration($"{key}.poll_interval", options.PollInterval, Shortest, TimeSpan.FromDays(1));
        CheckDuration($"{key}.expected_every", options.ExpectedEvery, Shortest, TimeSpan.FromDays(30));
        if (options.Led is < 0 or > Policy.PermissionGrammar.HighestNumber)
        {
            Add($"{key}.led", options.Led.Value, $"0 to {Policy.PermissionGrammar.HighestNumber}");
        }

        foreach (var (setting, value) in options.Settings)
        {
            if (!PluginName.IsSettingKey(PluginName.ToSettingKey(setting)))
            {
                faults.Add($"{key}.settings: '{Policy.PlainText.Short(setting)}' is not 1 to 64 of a-z A-Z 0-9 _ -");
            }
            else if (value is null or { Length: > 4096 })
            {
                faults.Add($"{key}.settings.{setting} is not a value of at most 4096 characters");
            }
        }

        var limits = options.Limits;
        CheckNumber($"{key}.limits.memory_bytes", limits.MemoryBytes, 16L << 20, 1L << 30);
        CheckNumber($"{key}.limits.memories", limits.Memories, 1, 100);
        CheckNumber($"{key}.limits.tables", limits.Tables, 1, 100);
        CheckNumber($"{key}.limits.table_elements", limits.TableElements, 16_384, 10_000_000);
        CheckNumber($"{key}.limits.instances", limits.Instances, 1, 1000);
        if (limits.CoreShare is not (>= 0.01 and <= 1))
        {
            Add($"{key}.limits.core_share", limits.CoreShare, "0.01 to 1");
        }

        CheckDuration($"{key}.limits.call_deadline", limits.CallDeadline, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        CheckDuration($"{key}.limits.load_deadline", limits.LoadDeadline, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
        CheckNumber($"{key}.limits.storage_bytes", limits.StorageBytes, 0, 64L << 20);
        CheckNumber($"{key}.limits.storage_writes_per_minute", limits.StorageWritesPerMinute, 1, 6000);
        CheckNumber($"{key}.limits.measurements", limits.Measurements, 1, 10_000);
        CheckNumber($"{key}.limits.text_bytes", limits.TextBytes, 1 << 10, 16 << 20);
        CheckNumber($"{key}.limits.output_bytes", limits.OutputBytes, 1 << 10, 16 << 20);
        CheckNumber($"{key}.limits.host_calls", limits.HostCalls, 1, 1_000_000);
        CheckNumber($"{key}.limits.log_bytes_per_second", limits.LogBytesPerSecond, 128, 1 << 20);
        CheckNumber($"{key}.limits.component_bytes", limits.ComponentBytes, 1 << 10, 64 << 20);
        CheckNumber($"{key}.limits.type_nesting", limits.TypeNesting, 1, 100);
        CheckNumber($"{key}.limits.types", limits.Types, 16, 1_000_000);
        CheckNumber($"{key}.limits.functions", limits.Functions, 100, 1_000_000);
        CheckNumber($"{key}.limits.function_bytes", limits.FunctionBytes, 16 << 10, 16 << 20);
        CheckDuration($"{key}.limits.compile_deadline", limits.CompileDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

        void CheckDuration(string where, Duration? value, TimeSpan least, TimeSpan most)
        {
            if (value is { } duration && (duration.Value < least || duration.Value > most))
            {
                Add(where, duration, $"{new Duration(least)} to {new Duration(most)}");
            }
        }

        void CheckNumber(string where, long value, long least, long most)
        {
            if (value < least || value > most)
            {
                Add(where, value, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
            }
        }

        void Add(string where, object value, string accepted) =>
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{where} = {value} is not {accepted}"));
    }
}
