using Microsoft.Extensions.Options;
using WasiHal;

namespace Samples;

/// <summary>What the command line asks for instead of a running node.</summary>
internal static class Errand
{
    /// <summary>Prints the schema of the configuration.</summary>
    /// <param name="add">Makes the node what it is.</param>
    /// <returns>The exit code.</returns>
    public static int PrintSchema(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        Console.Write(ConfigurationSchema.Of(services));
        return 0;
    }

    /// <summary>Does what is asked for with a configuration.</summary>
    /// <returns>The exit code; null when the node itself is to run.</returns>
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

        return commandLine.Operator is { } errand ? await OperatorErrand.RunAsync(errand, commandLine.Subject, services) : null;
    }
}
