using System.Diagnostics.CodeAnalysis;

namespace WasiHal.Tests.Shared;

/// <summary>
/// What a test needs of the machine. On a developer's machine a test without it is skipped, with what is missing as the
/// reason; where the environment variable CI is set it fails, so that nothing is skipped there unnoticed.
/// </summary>
internal static class Requirement
{
    /// <summary>Full path of a program of PATH.</summary>
    /// <param name="name">Its name, without an ending.</param>
    public static string Tool(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Missing($"{name} is not on PATH");
        return "";
    }

    /// <summary>Goes on when something is there.</summary>
    /// <param name="isThere">Whether it is.</param>
    /// <param name="missing">What is missing otherwise.</param>
    public static void That(bool isThere, string missing)
    {
        if (!isThere)
        {
            Missing(missing);
        }
    }

    /// <summary>Ends the test.</summary>
    [DoesNotReturn]
    private static void Missing(string what)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Fail($"Needed in CI: {what}");
        }

        Assert.Skip(what);
    }
}
