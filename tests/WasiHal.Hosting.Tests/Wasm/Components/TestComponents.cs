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
    private static readonly Lock Installing = new();
    private static readonly Lazy<string> OriginalFolder = new(BuildOriginal);

    /// <summary>The shared Python module, componentised against the contract.</summary>
    public static byte[] Python => Read(PythonFile);

    /// <summary>A sensor written in JavaScript.</summary>
    public static byte[] JavaScript => Read(JavaScriptFile);

    /// <summary>A driver of the SHT31 written in JavaScript.</summary>
    public static byte[] Sht31 => Read(Sht31File);

    /// <summary>The WIT of the original and plugins of its worlds.</summary>
    public static string OriginalSources { get; } = RepositoryRoot.PathOf("tests/components/original");

    private static string Work => Path.Combine(RepositoryRoot.Path, "artifacts", "test-components");

    /// <summary>A plugin that was compiled for the original: dht22, bme680, pi-monitor, dashboard or oled.</summary>
    public static byte[] Original(string name) => Read($"{name}.wasm", OriginalFolder);

    private static byte[] Read(string name, Lazy<string>? folder = null)
    {
        Requirement.Tool("node");
        Requirement.Tool("npm");
        return File.ReadAllBytes(Path.Combine((folder ?? Folder).Value, name));
    }

    private static string BuildOriginal()
    {
        var sources = Path.Combine(RepositoryRoot.Path, "tests", "components");
        var built = Path.Combine(Work, Hash([Path.Combine(sources, "package.json"), Path.Combine(sources, "build-original.mjs"), .. Directory.GetFiles(OriginalSources)], []));
        if (!Directory.GetFiles(OriginalSources, "*.js").All(source => File.Exists(Path.Combine(built, Path.GetFileNameWithoutExtension(source) + ".wasm"))))
        {
            Run(Install(sources), "node", "build-original.mjs", OriginalSources, built);
        }

        return built;
    }

    private static string Build()
    {
        var sources = Path.Combine(RepositoryRoot.Path, "tests", "components");
        var wit = Path.Combine(RepositoryRoot.Path, "wit");
        var python = PythonModule.ReadWasm();
        var built = Path.Combine(Work, Hash([.. Directory.GetFiles(sources), .. Directory.GetFiles(wit)], python));
        if (new[] { PythonFile, JavaScriptFile, Sht31File }.All(name => File.Exists(Path.Combine(built, name))))
        {
            return built;
        }

        var npm = Install(sources);
        var module = Path.Combine(npm, "python-module.wasm");
        File.WriteAllBytes(module, python);
        Run(npm, "node", "build.mjs", wit, built, module);
        return built;
    }

    private static string Hash(IEnumerable<string> files, byte[] more)
    {
        var inputs = files.Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).Concat(more);
        return Convert.ToHexStringLower(SHA256.HashData(inputs.ToArray()))[..16];
    }

    private static string Install(string sources)
    {
        // Tests of two kinds of components may come here at once.
        lock (Installing)
        {
            var npm = Path.Combine(Work, "npm");
            Directory.CreateDirectory(npm);
            foreach (var file in Directory.GetFiles(sources))
            {
                File.Copy(file, Path.Combine(npm, Path.GetFileName(file)), overwrite: true);
            }

            // Not `npm ci`: the lock lacks packages of other platforms that a registry does not carry, which ci refuses.
            Run(npm, "npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund");
            return npm;
        }
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
