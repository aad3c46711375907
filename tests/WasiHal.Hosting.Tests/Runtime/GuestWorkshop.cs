using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Fake;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Makes real guests over a fake board. One for all tests of the assembly: the Python module is compiled once.</summary>
public sealed class GuestWorkshop : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("wasihal-tests-").FullName;
    private readonly StorageDatabase _storage;
    private readonly LoggerFactory _loggers;
    private readonly IOptions<DataOptions> _data;

    public GuestWorkshop()
    {
        _loggers = new LoggerFactory([new FakeLoggerProvider(Logs)]);
        _data = Options.Create(new DataOptions { Directory = _directory });
        _storage = new StorageDatabase(_data, TimeProvider.System, _loggers.CreateLogger<StorageDatabase>());
        Factory = CreateFactory(Board);
    }

    internal GuestFactory Factory { get; }

    public FakeBoard Board { get; } = new(new BoardOptions { Leds = { Count = 11 } });

    public FakeLogCollector Logs { get; } = new();

    /// <summary>A factory of guests over another board, with the same storage and machine code.</summary>
    internal GuestFactory CreateFactory(IBoard board) => new(board, _storage, _data, Options.Create(new PythonPluginOptions()), TimeProvider.System, _loggers);

    /// <summary>A plugin of one file.</summary>
    internal static PluginDefinition Define(string source, string id = "probe", PluginLimits? limits = null, PermissionSet? rights = null, Dictionary<string, string>? settings = null) =>
        Define([(id.Replace('-', '_') + ".py", source)], id.Replace('-', '_') + ".py", id, limits, rights, settings);

    /// <summary>A plugin of several files.</summary>
    internal static PluginDefinition Define(
        (string Path, string Source)[] files,
        string entry,
        string id = "probe",
        PluginLimits? limits = null,
        PermissionSet? rights = null,
        Dictionary<string, string>? settings = null) =>
        Define([.. files.Select(file => new PluginFile(file.Path, Encoding.UTF8.GetBytes(file.Source)))], entry, PluginSourceKind.Python, id, limits, rights, settings);

    /// <summary>A plugin of given bytes.</summary>
    internal static PluginDefinition Define(
        PluginFile[] files,
        string entry,
        PluginSourceKind kind,
        string id = "probe",
        PluginLimits? limits = null,
        PermissionSet? rights = null,
        Dictionary<string, string>? settings = null)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(file => Encoding.UTF8.GetBytes(file.Path).Concat(file.Content.ToArray()))]));
        return new PluginDefinition(
            id,
            version,
            version,
            kind,
            files,
            entry,
            settings ?? [],
            new PluginPolicy(id, entry, rights ?? PermissionSet.Empty, rights ?? PermissionSet.Empty, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance),
            limits ?? new PluginLimits(),
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(15));
    }

    /// <summary>A sensor whose poll has the given body.</summary>
    internal static string Sensor(string body, string imports = "") =>
        $$"""
        from wit_world import exports
        from wit_world.exports.sensor import Measurement, Value_Number, Value_Flag, Value_Text
        from componentize_py_types import Err
        {{imports}}

        class Sensor(exports.Sensor):
            def poll(self):
        {{string.Join('\n', body.Split('\n').Select(line => "        " + line))}}

        """;

    /// <summary>The blobs of a plugin.</summary>
    internal IPluginStorage StorageFor(string pluginId) => _storage.For(pluginId, new PluginLimits().StorageBytes, new PluginLimits().StorageWritesPerMinute);

    internal async Task<PluginInstance> StartAsync(PluginDefinition definition)
    {
        using var code = await Factory.PrepareAsync(definition, TestContext.Current.CancellationToken);
        return await PluginInstance.StartAsync(Factory, definition, code, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a plugin, polls it once, and answers what it measured.</summary>
    internal async Task<Measurement[]> PollAsync(PluginDefinition definition)
    {
        var instance = await StartAsync(definition);
        await using (instance)
        {
            var report = await instance.PollAsync();
            return report.Failure is null ? [.. instance.Measurements.Items] : throw report.Failure;
        }
    }

    public void Dispose()
    {
        Factory.Dispose();
        _storage.Dispose();
        _loggers.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
