using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WasiHal.EndToEnd.Tests;

/// <summary>A built sample as a process of its own, with a free port and folders that vanish with it.</summary>
internal partial class NodeProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly string _sample;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="sample">The sample's name, such as <c>Hub</c>.</param>
    protected NodeProcess(string sample)
    {
        _sample = sample;
        _folder = Directory.CreateTempSubdirectory($"wasihal-{sample.ToLowerInvariant()}-");
        Directory.CreateDirectory(Plugins);
        Port = FreePorts.Next();
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}")), Timeout = TimeSpan.FromSeconds(20) };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    /// <summary>A folder for whatever a test writes.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Its plugins.</summary>
    public string Plugins => Path.Combine(Folder, "plugins");

    /// <summary>A program that starts it instead of us, with its arguments; what follows them is the command to be run.</summary>
    public IReadOnlyList<string> StartedBy { get; set; } = [];

    /// <summary>Variables of its environment beside those of this process.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Its process.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process is { HasExited: true };

    /// <summary>Everything that it wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The passwords that it printed.</summary>
    public IReadOnlyList<string> Passwords => [.. PrintedPassword().Matches(Output).Select(match => match.Groups[1].Value)];

    /// <summary>The repository's own plugins.</summary>
    public static string BundledPlugins => Path.GetFullPath("../../../../plugins", AppContext.BaseDirectory);

    /// <summary>What a machine that builds something else meanwhile may take to start it, or to end it.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(60);

    /// <summary>How it is started; the built program: same configuration as these tests, in the folder beside theirs.</summary>
    protected virtual IReadOnlyList<string> Command
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return ["dotnet", Path.Combine(own.Parent!.Parent!.FullName, _sample, own.Name, _sample + ".dll")];
        }
    }

    /// <summary>Starts it with exactly these arguments.</summary>
    public void Start(params string[] arguments)
    {
        string[] command = [.. StartedBy, .. Command, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.StartsWith("WASIHAL_", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // What signing in is about is tried by itself.
        if (!arguments.Any(argument => argument.Contains("sign_in", StringComparison.Ordinal)))
        {
            start.Environment["WASIHAL_CLUSTER__SECURITY__SIGN_IN"] = "from-elsewhere";
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it on its own port and folders and waits until it answers.</summary>
    public async Task StartReadyAsync(CancellationToken cancellationToken, params string[] more)
    {
        Start(["--urls", Client.BaseAddress!.ToString(), "--plugins", Plugins, "--data", Path.Combine(Folder, "data"), .. more]);
        await UntilAsync("/readyz", Patience, _ => true, cancellationToken);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await Client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(string path, TimeSpan within, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var last = "nothing";
        while (Stopwatch.GetElapsedTime(begin) < within && _process is { HasExited: false })
        {
            try
            {
                var answer = await GetAsync(path, cancellationToken);
                if (wanted(answer))
                {
                    return answer;
                }

                last = answer.ToString();
            }
            catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                last = notYet.Message;
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new TimeoutException($"{path} was not as wanted within {within}; last: {last}\nIt wrote:\n{Output}");
    }

    /// <summary>Waits until it has written something.</summary>
    public async Task UntilOutputAsync(string text, TimeSpan within, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < within, $"'{text}' was not written within {within}. It wrote:\n{Output}");
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>Puts a file among the plugins at once, whole.</summary>
    public void Drop(string name, string text)
    {
        var draft = Path.Combine(Plugins, "." + name);
        File.WriteAllText(draft, text);
        File.Move(draft, Path.Combine(Plugins, name), overwrite: true);
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync(CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        Assert.Equal(0, Kill(_process!.Id, Terminate));
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Ends it as a power cut does; it can be started again.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
    }

    /// <summary>Stops all of its threads, as if the machine had no time for it.</summary>
    public void Freeze() => Assert.Equal(0, Kill(_process!.Id, Stop));

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Assert.Equal(0, Kill(_process!.Id, Continue));

    /// <summary>Waits for an end that comes by itself.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("Password for buttons and commands: ([a-z0-9-]+)")]
    private static partial Regex PrintedPassword();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
