using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Security;

namespace WasiHal.Benchmarks;

/// <summary>A built sample as a process of its own, with folders that vanish with it.</summary>
internal sealed class MeasuredNode : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private readonly string _key;

    private MeasuredNode(Process process, DirectoryInfo folder, string key, Uri address, long begin)
    {
        (_process, _folder, _key, Address, Begin) = (process, folder, key, address, begin);
        Client = NewClient(IdentityIn(Path.Combine(folder.FullName, "client")));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>When it was started, as <see cref="Stopwatch"/> counts.</summary>
    public long Begin { get; }

    public HttpClient Client { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMebibytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Resident memory that no file stands behind: its own.</summary>
    public double PrivateMebibytes => long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;

    public long WrittenBytes => long.Parse(File.ReadLines($"/proc/{_process.Id}/io").First(line => line.StartsWith("write_bytes", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    /// <summary>Compiles what every node needs, so that nobody compiles while it is measured.</summary>
    public static async Task CompileAsync(string machineCode, string plugins)
    {
        using var compile = Start("Hub", machineCode, "--compile", "--plugins", plugins);
        await compile.WaitForExitAsync();
    }

    /// <summary>Starts it, with a folder of plugins and one of data, and waits for nothing.</summary>
    /// <param name="sample">Hub or Spoke.</param>
    /// <param name="machineCode">Where its machine code is kept.</param>
    /// <param name="plugins">Its plugins; a folder without any when it is null.</param>
    /// <param name="scheme">http or https.</param>
    /// <param name="prepare">What is done to its data folder before.</param>
    /// <param name="args">Arguments more.</param>
    public static MeasuredNode Begun(string sample, string machineCode, string? plugins, string scheme = "http", Action<string>? prepare = null, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("wasihal-measured-");
        var data = Directory.CreateDirectory(Path.Combine(folder.FullName, "data")).FullName;
        prepare?.Invoke(data);
        var key = NodeIdentity.FingerprintOf(IdentityIn(data));
        plugins ??= Directory.CreateDirectory(Path.Combine(folder.FullName, "plugins")).FullName;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{FreePort()}"));
        var begin = Stopwatch.GetTimestamp();
        return new(Start(sample, machineCode, ["--urls", address.ToString(), "--data", data, "--plugins", plugins, .. args]), folder, key, address, begin);
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<MeasuredNode> StartAsync(string sample, string machineCode, string? plugins, string scheme = "http", Action<string>? prepare = null, params string[] args)
    {
        var node = Begun(sample, machineCode, plugins, scheme, prepare, args);
        await node.UntilAsync("/healthz", _ => true);
        return node;
    }

    /// <summary>The key and certificate of a data folder, made when there are none.</summary>
    public static X509Certificate2 IdentityIn(string data)
    {
        using var identity = new NodeIdentity(new(Path.Combine(data, PrivateFolder.Name)), Options.Create(new NodeOptions()));
        return X509CertificateLoader.LoadPkcs12(identity.Certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A client of it, which over https has a key and knows this node's.</summary>
    public HttpClient NewClient(X509Certificate2 own) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 200, SslOptions = HubPin.Of(own, _key) }) { BaseAddress = Address };

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public async Task<string> UntilAsync(string path, Func<string, bool> wanted)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (await Client.GetStringAsync(new Uri(path, UriKind.Relative)) is var answer && wanted(answer))
                {
                    return answer;
                }
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(3))
            {
                // Not there yet.
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"It ended with {_process.ExitCode}.");
            }

            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Start(string sample, string machineCode, params string[] args)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(own.Parent!.Parent!.FullName, sample, own.Name, sample + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true };
        start.Environment["WASIHAL_HOSTING__MACHINE_CODE_DIRECTORY"] = machineCode;
        start.Environment["WASIHAL_CLUSTER__SECURITY__SIGN_IN"] = "from-elsewhere";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
