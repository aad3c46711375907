using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WasiHal.Fake;
using WasiHal.Hosting;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Policy;
using WasiHal.Hosting.Runtime;
using WasiHal.Hosting.Storage;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Benchmarks;

/// <summary>The plugin host's own parts, put together as the benchmarks need them: a board with a chip that answers, and a factory.</summary>
internal sealed class BenchPlugin : IDisposable
{
    private readonly StorageDatabase _storage;

    public BenchPlugin(string dataDirectory)
    {
        Board.GetI2cBus(1).Attach(new I2cAddress(0x77), new Chip());
        var data = Options.Create(new DataOptions { Directory = dataDirectory });
        _storage = new StorageDatabase(data, TimeProvider.System, NullLogger<StorageDatabase>.Instance);
        Factory = new GuestFactory(Board, _storage, data, Options.Create(new PythonPluginOptions()), TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>Folder of the scripts that are measured.</summary>
    public static string Scripts => AppContext.BaseDirectory;

    public FakeBoard Board { get; } = new();

    public GuestFactory Factory { get; }

    public static PluginDefinition Define(string file) =>
        Define(file, File.ReadAllBytes(Path.Combine(Scripts, file)), PluginSourceKind.Python, new PluginLimits());

    public static PluginDefinition Define(string file, byte[] content, PluginSourceKind kind, PluginLimits limits)
    {
        var version = Convert.ToHexStringLower(SHA256.HashData(content));
        var rights = PermissionSet.Of([Capability.I2c(1, new I2cAddress(0x77))]);
        var id = Path.GetFileNameWithoutExtension(file).Replace('_', '-');
        return new PluginDefinition(
            id,
            version,
            version,
            kind,
            [new PluginFile(file, content)],
            file,
            new Dictionary<string, string>(),
            new PluginPolicy(id, file, rights, rights, NullLogger.Instance),
            limits,
            TimeSpan.FromSeconds(5),
            TimeSpan.FromSeconds(15));
    }

    /// <summary>Makes a guest on the calling thread, whose stack must be at least <see cref="WasmEngine.ThreadStackBytes"/>.</summary>
    public IGuest Create(PluginDefinition definition) => Factory.Create(definition, Prepare(), Factory.CreateBudget(definition));

    /// <summary>Gets the Python module ready.</summary>
    public IPluginCode Prepare() => Factory.PreparePythonAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void Dispose()
    {
        Factory.Dispose();
        _storage.Dispose();
    }

    private sealed class Chip : II2cTarget
    {
        private static readonly byte[] Raw = [0x80, 0, 77, 1, 96, 121, 1, 96, 88, 60, 0, 0, 0, 60, 0xb1, 0, 0];

        public void Transfer(ReadOnlySpan<byte> write, Span<byte> read) => Raw.AsSpan(0, read.Length).CopyTo(read);
    }
}
