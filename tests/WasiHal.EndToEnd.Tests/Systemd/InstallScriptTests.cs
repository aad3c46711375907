using System.Diagnostics;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Systemd;

/// <summary><c>install.sh</c>, below a folder instead of the whole system.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-install-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.FullName, "root");

    [Theory]
    [InlineData("Hub")]
    [InlineData("Spoke")]
    public async Task Install_ThenUninstallAndPurge_PutsEverythingInItsPlaceAndTakesItAway(string sample)
    {
        var (node, bundle) = (sample.ToLowerInvariant(), Bundle(sample));

        var (exitCode, output) = await RunAsync(bundle);

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            ((string[])[
                $"etc/systemd/system/wasihal-{node}.service", $"etc/wasihal/{node}.toml",
                $"usr/local/lib/wasihal/{node}/{sample}", $"usr/local/lib/wasihal/{node}/install.sh", $"usr/local/lib/wasihal/{node}/{node}.toml",
                $"usr/local/lib/wasihal/{node}/plugins/blink/app.py", $"usr/local/lib/wasihal/{node}/systemd/wasihal-{node}.service",
            ]).Order(StringComparer.Ordinal),
            Files());
        Assert.True(Directory.Exists(InRoot("etc/wasihal/plugins")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, ModeOf(InRoot($"etc/wasihal/{node}.toml")));
        Assert.True(ModeOf(InRoot($"usr/local/lib/wasihal/{node}/{sample}")).HasFlag(UnixFileMode.OtherExecute));

        Directory.CreateDirectory(InRoot($"var/lib/wasihal-{node}"));
        Assert.Equal(0, (await RunAsync(bundle, "--uninstall")).ExitCode);
        Assert.Equal([$"etc/wasihal/{node}.toml"], Files());
        Assert.True(Directory.Exists(InRoot($"var/lib/wasihal-{node}")));

        Assert.Equal(0, (await RunAsync(bundle, "--uninstall", "--purge")).ExitCode);
        Assert.Empty(Files());
        Assert.False(Directory.Exists(InRoot("etc/wasihal")));
        Assert.False(Directory.Exists(InRoot($"var/lib/wasihal-{node}")));
        Assert.Equal(0, (await RunAsync(bundle, "--uninstall", "--purge")).ExitCode);
    }

    [Fact]
    public async Task Install_Again_IsAnUpgradeThatKeepsTheConfigurationAndLeavesNothingOld()
    {
        var bundle = Bundle("Hub");
        Assert.Equal(0, (await RunAsync(bundle)).ExitCode);
        File.WriteAllText(InRoot("etc/wasihal/hub.toml"), "# mine\n");
        File.WriteAllText(Path.Combine(bundle, "Hub"), "#!/bin/sh\necho new\n");
        File.Delete(Path.Combine(bundle, "plugins", "blink", "app.py"));

        var (exitCode, output) = await RunAsync(bundle);

        Assert.True(exitCode == 0, output);
        Assert.Equal("# mine\n", File.ReadAllText(InRoot("etc/wasihal/hub.toml")));
        Assert.Contains("new", File.ReadAllText(InRoot("usr/local/lib/wasihal/hub/Hub")), StringComparison.Ordinal);
        Assert.DoesNotContain(Files(), file => file.Contains("blink", StringComparison.Ordinal) || file.Contains(".old", StringComparison.Ordinal) || file.Contains(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DryRun_SaysWhatItWouldDo_AndDoesNothing()
    {
        var bundle = Bundle("Hub");

        var rehearsal = await RunAsync(bundle, "--dry-run");
        Assert.Empty(Files());
        var deed = await RunAsync(bundle);

        Assert.Equal(0, rehearsal.ExitCode);
        Assert.Equal("Nothing of this is done:\n" + deed.Output, rehearsal.Output);

        Assert.Equal(0, (await RunAsync(bundle, "--dry-run", "--uninstall", "--purge")).ExitCode);
        Assert.NotEmpty(Files());
    }

    [Fact]
    public async Task Purge_OfOneOfTwoNodes_LeavesTheOther()
    {
        var (hub, spoke) = (Bundle("Hub"), Bundle("Spoke"));
        Assert.Equal(0, (await RunAsync(hub)).ExitCode);
        Assert.Equal(0, (await RunAsync(spoke)).ExitCode);
        File.WriteAllText(InRoot("etc/wasihal/plugins/mine.py"), "");

        Assert.Equal(0, (await RunAsync(hub, "--uninstall", "--purge")).ExitCode);

        Assert.DoesNotContain(Files(), file => file.Contains("hub", StringComparison.Ordinal));
        Assert.All(["etc/wasihal/plugins/mine.py", "etc/wasihal/spoke.toml", "usr/local/lib/wasihal/spoke/Spoke"], file => Assert.Contains(file, Files()));
    }

    [Theory]
    [InlineData("Hub")]
    [InlineData("Spoke")]
    public async Task Configuration_ThatIsInstalled_IsRightAndNamesTheInstalledPlugins(string sample)
    {
        var node = sample.ToLowerInvariant();
        Assert.Equal(0, (await RunAsync(Bundle(sample))).ExitCode);
        var config = InRoot($"etc/wasihal/{node}.toml");
        await using NodeProcess program = sample == "Hub" ? new HubProcess() : new SpokeProcess();

        program.Start("--check", "--config", config);

        Assert.True(await program.ExitAsync(Cancelled) == 0, program.Output);
        var text = await File.ReadAllTextAsync(config, Cancelled);
        Assert.Contains($"\nplugin_directories = [\"/usr/local/lib/wasihal/{node}/plugins\", \"/etc/wasihal/plugins\"]\n", text, StringComparison.Ordinal);
        Assert.StartsWith($"# The {node}'s configuration. {sample} --check --config /etc/wasihal/{node}.toml says whether it is right.\n\n[cluster]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown option --force", "--force")]
    [InlineData("--purge goes with --uninstall", "--purge")]
    public async Task CommandLine_Wrong_IsAnErrorAndNothingIsDone(string message, string option)
    {
        var (exitCode, output) = await RunAsync(Bundle("Hub"), option);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Script_PassesShellCheck()
    {
        var (exitCode, output) = await ProcessAsync(Requirement.Tool("shellcheck"), RepositoryRoot.PathOf("samples/install.sh"));

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("Hub")]
    [InlineData("Spoke")]
    public async Task Unit_AsItIsInstalled_IsRightAndLittleExposed(string sample)
    {
        var tool = Requirement.Tool("systemd-analyze");
        var unit = $"etc/systemd/system/wasihal-{sample.ToLowerInvariant()}.service";
        Assert.Equal(0, (await RunAsync(Bundle(sample))).ExitCode);

        var (verified, complaints) = await ProcessAsync(tool, $"--root={Root}", "--recursive-errors=no", "verify", InRoot(unit));
        Assert.True(verified == 0 && complaints.Length == 0, complaints);

        // Tenths; above 20 something of the fence was taken away. What is left is what the hardware and the network need.
        var (exposed, table) = await ProcessAsync(tool, "security", "--offline=yes", "--threshold=20", "--no-pager", InRoot(unit));
        Assert.True(exposed == 0, table);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    private string InRoot(string path) => Path.Combine(Root, path);

    private string[] Files() => Directory.Exists(Root)
        ? [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>What a publish makes, as far as the script looks at it.</summary>
    private string Bundle(string sample)
    {
        var node = sample.ToLowerInvariant();
        var bundle = Path.Combine(_folder.FullName, sample);
        Directory.CreateDirectory(Path.Combine(bundle, "plugins", "blink"));
        Directory.CreateDirectory(Path.Combine(bundle, "systemd"));
        File.WriteAllText(Path.Combine(bundle, sample), "#!/bin/sh\n");
        File.WriteAllText(Path.Combine(bundle, "plugins", "blink", "app.py"), "");
        Copy($"samples/{sample}/{node}.toml", $"{node}.toml");
        Copy($"samples/{sample}/systemd/wasihal-{node}.service", $"systemd/wasihal-{node}.service");
        Copy("samples/install.sh", "install.sh");
        return bundle;

        void Copy(string from, string to) => File.Copy(RepositoryRoot.PathOf(from), Path.Combine(bundle, to));
    }

    private Task<(int ExitCode, string Output)> RunAsync(string bundle, params string[] options) =>
        ProcessAsync("sh", [Path.Combine(bundle, "install.sh"), "--root", Root, .. options]);

    private static async Task<(int ExitCode, string Output)> ProcessAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, await output + await errors);
    }
}
