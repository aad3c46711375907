using System.Diagnostics;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Arm64;

/// <summary>
/// The sample hub as it is published for Arm64, and the machine code that it makes ahead; both once, for the first test that asks.
/// The test publishes it itself, so that <c>dotnet test</c> never tries a program of yesterday; in a folder of its own under
/// <c>artifacts/</c>, where no other build writes and where a second run finds what has not changed.
/// </summary>
public sealed class PublishedHub : IDisposable
{
    /// <summary>A processor without the newer instructions, as in a Raspberry Pi 4 and a RevPi of that generation.</summary>
    public const string Processor = "cortex-a72";

    // The emulated program finds Debian's libraries for Arm64 below this folder.
    private const string Root = "/usr/aarch64-linux-gnu";

    private readonly SemaphoreSlim _once = new(1);
    private readonly DirectoryInfo _code = Directory.CreateTempSubdirectory("wasihal-arm64-code-");
    private string? _compiled;

    /// <summary>Where the machine code is.</summary>
    internal string Code => _code.FullName;

    /// <summary>The published program.</summary>
    internal static string Program => Path.Combine(Artifacts, "publish", "Hub", "release_linux-arm64", "Hub");

    private static string Artifacts => RepositoryRoot.PathOf("artifacts/arm64");

    /// <summary>What runs it here.</summary>
    internal static IReadOnlyList<string> Emulator(string processor) =>
        [Requirement.Tool("qemu-aarch64-static"), "-cpu", processor, "-L", Root, "-E", "DOTNET_EnableWriteXorExecute=0"];

    /// <summary>Publishes it and has it make its machine code, unless that is done.</summary>
    /// <returns>What <c>--compile</c> wrote.</returns>
    internal async Task<string> CompiledAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            return _compiled ??= await CompileAsync(cancellationToken);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _once.Dispose();
        _code.Delete(recursive: true);
    }

    private async Task<string> CompileAsync(CancellationToken cancellationToken)
    {
        _ = Requirement.Tool("qemu-aarch64-static");
        foreach (var library in (string[])["lib/libc.so.6", "lib/libstdc++.so.6", "usr/lib/aarch64-linux-gnu/libssl.so.3"])
        {
            if (!File.Exists(Path.Combine(Root, library)))
            {
                Requirement.Missing($"{Root}/{library} is not installed (.ci/run says how)");
            }
        }

        await PublishAsync(cancellationToken);
        await using var hub = new EmulatedHub(Processor);
        hub.Start("--compile", "--plugins", hub.Plugins, "--data", Path.Combine(hub.Folder, "data"), $"--hosting:machine_code_directory={Code}");
        Assert.True(await hub.ExitAsync(cancellationToken) == 0, hub.Output);
        return hub.Output;
    }

    private static async Task PublishAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "publish", RepositoryRoot.PathOf("samples/Hub"), "--runtime", "linux-arm64", "--self-contained", "--artifacts-path", Artifacts,
                "-p:RestoreLockedMode=true", "-nodeReuse:false", "--nologo", "--verbosity", "quiet",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = publish.StandardError.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
        {
            // Such as without a network, when the runtime for Arm64 was never fetched.
            Requirement.Missing($"The hub cannot be published for linux-arm64: {await output}{await errors}");
        }
    }
}
