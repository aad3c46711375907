using Microsoft.Extensions.Options;
using WasiHal;

namespace Hub;

/// <summary>What the command line asks for instead of a running hub.</summary>
internal static class Errand
{
    /// <summary>Prints the schema of the configuration.</summary>
    /// <returns>The exit code.</returns>
    public static int PrintSchema()
    {
        var services = new ServiceCollection();
        services.AddWasiHal().AddPythonPlugins().AddHubClustering();
        Console.Write(ConfigurationSchema.Of(services));
        return 0;
    }

    /// <summary>Does what is asked for with a configuration.</summary>
    /// <returns>The exit code; null when the hub itself is to run.</returns>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public static async Task<int?> RunAsync(CommandLine commandLine, IServiceProvider services)
    {
        if (commandLine.Check)
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            Console.WriteLine($"{Path.GetFullPath(commandLine.Config)} is right.");
            return 0;
        }

        if (commandLine.Compile)
        {
            return await CompileAhead.RunAsync(services);
        }

        if (commandLine.Board)
        {
            BoardListing.Print(services, Console.Out);
            return 0;
        }

        return null;
    }
}
