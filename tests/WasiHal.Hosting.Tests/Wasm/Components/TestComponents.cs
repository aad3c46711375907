using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using WasiHal.Hosting.Wasm.CanonicalAbi;
using WasiHal.Tests.Shared;

namespace WasiHal.Hosting.Tests.Wasm.Components;

/// <summary>
/// Components that npm's tools make of <c>wit/</c>: built once, kept under <c>artifacts/</c> by a hash of all inputs,
/// never committed.
/// </summary>
internal static class TestComponents
{
    private const string PythonFile = "python.wasm";
    private const string JavaScriptFile = "javascript.wasm";
    private const string Sht31File = "sht31.wasm";

    private static readonly Lazy<string> Folder = new(Build);

    /// <summary>The shared Python module, componentised against the contract.</summary>
    public static byte[] Python => Read(PythonFile);

    /// <summary>A sensor written in JavaScript.</summary>
    public static byte[] JavaScript => Read(JavaScriptFile);

    /// <summary>A driver of the SHT31 written in JavaScript.</summary>
    public static byte[] Sht31 => Read(Sht31File);

    private static byte[] Read(string name)
    {
        Requirement.Tool("node");
        Requirement.Tool("npm");
        return File.ReadAllBytes(Path.Combine(Folder.Value, name));
    }

    private static string Build()
    {
        var sources = Path.Combine(RepositoryRoot.Path, "tests", "components");
        var wit = Path.Combine(RepositoryRoot.Path, "wit");
        var python = PythonModule.ReadWasm();
        var inputs = Directory.GetFiles(sources).Concat(Directory.GetFiles(wit)).Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllBytes).Concat(python);
        var hash = Convert.ToHexStringLower(SHA256.HashData(inputs.ToArray()))[..16];
        var work = Path.Combine(RepositoryRoot.Path, "artifacts", "test-components");
        var built = Path.Combine(work, hash);
        if (new[] { PythonFile, JavaScriptFile, Sht31File }.All(name => File.Exists(Path.Combine(built, name))))
        {
            return built;
        }

        var npm = Path.Combine(work, "npm");
        Directory.CreateDirectory(npm);
        foreach (var file in Directory.GetFiles(sources))
        {
            File.Copy(file, Path.Combine(npm, Path.GetFileName(file)), overwrite: true);
        }

        var module = Path.Combine(npm, "python-module.wasm");
        File.WriteAllBytes(module, python);

        // Not `npm ci`: the lock lacks packages of other platforms that a registry does not carry, which ci refuses.
        Run(npm, "npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund");
        Run(npm, "node", "build.mjs", wit, built, module);
        return built;
    }

    private static void Run(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Requirement.Tool(program), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return;
        }

        if (program == "npm")
        {
            Requirement.Missing($"npm cannot install what the test components need: {output}");
        }

        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output}");
    }
}
