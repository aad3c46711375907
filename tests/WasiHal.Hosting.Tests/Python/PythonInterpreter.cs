using System.Diagnostics;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>The machine's own Python, for what runs outside the sandbox.</summary>
internal sealed class PythonInterpreter
{
    private readonly string _path;

    private PythonInterpreter(string path) => _path = path;

    /// <summary>Finds it, or skips the test (in CI: fails it) with what is missing.</summary>
    public static async Task<PythonInterpreter> RequireAsync()
    {
        var python = new PythonInterpreter(Requirement.Tool("python3"));
        var (exitCode, output) = await python.RunAsync(["-c", "import sys; sys.exit(f'python3 is {sys.version}' if sys.version_info < (3, 11) else 0)"], RepositoryRoot.Path);
        if (exitCode != 0)
        {
            Requirement.Missing($"python3 of at least 3.11 is needed: {output.Trim()}");
        }

        return python;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, string workingDirectory, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(_path, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
