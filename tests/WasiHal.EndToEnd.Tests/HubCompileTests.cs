namespace WasiHal.EndToEnd.Tests;

/// <summary>Machine code that is made ahead: <c>Hub --compile</c>.</summary>
public sealed class HubCompileTests : IAsyncDisposable
{
    private static readonly byte[] Component = [.. "\0asm"u8, 0x0d, 0, 1, 0];

    private readonly HubProcess _hub = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Code => Path.Combine(_hub.Folder, "code");

    [Fact]
    public async Task Compile_MakesWhatIsMissing_AndStartsNothing()
    {
        File.WriteAllBytes(Path.Combine(_hub.Plugins, "foreign.wasm"), Component);
        _hub.Drop("loud.py", "print('I run')\n");

        await CompileAsync(0);

        Assert.Matches(@"(?m)^python runtime: [0-9]+\.[0-9] s: .*code.python_runtime\.\S+\.cwasm$", _hub.Output);
        Assert.Matches(@"(?m)^foreign: [0-9]+\.[0-9] s: .*code.foreign\.\S+\.cwasm$", _hub.Output);
        Assert.DoesNotContain("I run", _hub.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Code).Length);
        Assert.False(Directory.Exists(Path.Combine(_hub.Folder, "data")));

        await CompileAsync(0);

        Assert.Matches("(?m)^python runtime: already there: ", _hub.Output);
        Assert.Matches("(?m)^foreign: already there: ", _hub.Output);

        // What a start then finds: nothing is compiled, not even by a hub that could not keep it.
        await _hub.StartReadyAsync(Cancelled, $"--hosting:machine_code_directory={Code}");
        await _hub.UntilOutputAsync("I run", TimeSpan.FromSeconds(60), Cancelled);
        Assert.DoesNotContain("Compiled", _hub.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_hub.Folder, "data", "machine-code")));
    }

    [Fact]
    public async Task Compile_SomethingFails_NamesItMakesTheRestAndExitsWithOne()
    {
        File.WriteAllBytes(Path.Combine(_hub.Plugins, "foreign.wasm"), Component);
        File.WriteAllBytes(Path.Combine(_hub.Plugins, "bad.wasm"), [.. Component, .. "garbage"u8]);
        _hub.Drop("torn.py", "# /// script\n# [tool.wasihal\n# ///\n");

        await CompileAsync(1);

        Assert.Matches("(?m)^bad: failed: the component is damaged at byte ", _hub.Output);
        Assert.Matches(@"(?m)^torn: failed: .*torn\.py", _hub.Output);
        Assert.Matches("(?m)^foreign: [0-9]", _hub.Output);
        Assert.DoesNotMatch(@"(?m)^\s+at ", _hub.Output);
    }

    [Fact]
    public async Task Compile_CannotBeKept_ExitsWithOne()
    {
        File.WriteAllText(Code, "a file in the way");

        await CompileAsync(1);

        Assert.Contains($"python runtime: failed: it compiles, but could not be kept in {Code}", _hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compile_ConfigurationWrong_IsRefusedAsAtAnyStart()
    {
        _hub.Start("--compile", "--hosting:machine_code_directry=/x", "--hosting:machine_code_directory=/y");

        Assert.Equal(2, await _hub.ExitAsync(Cancelled));
        Assert.Contains("hosting.machine_code_directry = \"/x\" is not a known key; did you mean hosting.machine_code_directory?", _hub.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task CompileAsync(int exitCode)
    {
        _hub.Start("--compile", "--plugins", _hub.Plugins, "--data", Path.Combine(_hub.Folder, "data"), $"--hosting:machine_code_directory={Code}");
        Assert.True(await _hub.ExitAsync(Cancelled) == exitCode, _hub.Output);
    }
}
