using System.Globalization;
using Microsoft.Extensions.Options;
using WasiHal.Hosting;

namespace Samples;

/// <summary>Makes machine code ahead, so that the next start compiles nothing.</summary>
internal static class CompileAhead
{
    /// <summary>Makes it and prints a line for each item.</summary>
    /// <returns>The exit code: 1 when anything failed.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        var exitCode = 0;
        await foreach (var item in services.GetRequiredService<IPluginCompiler>().CompileAsync(CancellationToken.None))
        {
            if (item.Problem is { } problem)
            {
                exitCode = 1;
                await Console.Error.WriteLineAsync($"{item.Name}: failed: {string.Join(' ', problem.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
                continue;
            }

            var how = item.CompileTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s") : "already there";
            Console.WriteLine($"{item.Name}: {how}: {item.Path}");
        }

        return exitCode;
    }
}
