using Microsoft.Extensions.Options;
using WasiHal;
using WasiHal.Cluster;

namespace Samples;

/// <summary>Runs a node from its command line to its exit code.</summary>
internal static class NodeProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="sample">Which.</param>
    /// <param name="args">The command line.</param>
    /// <param name="add">Makes it what it is.</param>
    /// <returns>0 after an ordinary end, 1 when the address is in use or something failed, 2 when command line, configuration or the limit of open files is wrong.</returns>
    public static async Task<int> RunAsync(NodeSample sample, IReadOnlyList<string> args, Action<IServiceCollection> add)
    {
        if (!OpenFiles.AreEnough())
        {
            return 2;
        }

        if (!CommandLine.TryParse(sample, args, out var commandLine, out var problem))
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        if (commandLine.Help)
        {
            Console.WriteLine(CommandLine.UsageOf(sample));
            return 0;
        }

        if (commandLine.Schema)
        {
            return Errand.PrintSchema(add);
        }

        try
        {
            return await RunAsync(sample, commandLine, add);
        }
        catch (ConfigurationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{failure.Message} Another program has it; --urls http://127.0.0.1:PORT takes another port.");
            return 1;
        }
        catch (IOException failure)
        {
            // Such as a data folder that another process uses, or that a newer version wrote.
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(NodeSample sample, CommandLine commandLine, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddNodeLayers(sample, commandLine);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var logging = NodeLogging.Add(builder.Logging);
        if (NodeTelemetry.IsWanted)
        {
            NodeTelemetry.Add(builder, sample);
        }

        builder.Services.AddOptions<DataOptions>().Configure<IOptions<NodeOptions>>((data, node) => data.Directory = DataFolder.Of(node.Value.NodeId));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1.5));
        add(builder.Services);
        if (commandLine.Compile || commandLine.Board)
        {
            // Each item is printed with what there is to say of it.
            builder.Logging.AddFilter("WasiHal", LogLevel.Warning);
        }

        await using var app = builder.Build();
        if (await Errand.RunAsync(commandLine, app.Services) is { } exitCode)
        {
            return exitCode;
        }

        app.MapWasiHal();
        TellPassword(app);
        await app.StartAsync();
        logging.Started();
        await app.WaitForShutdownAsync();
        return 0;
    }

    // Not under systemd: there what is printed goes to the journal, which keeps it for all who may read that.
    private static void TellPassword(WebApplication app)
    {
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is null && app.Services.GetRequiredService<OperatorCredentials>().EnsurePassword() is { } password)
        {
            Console.WriteLine($"Password for buttons and commands: {password}");
            Console.WriteLine("It is shown this once. Sign in with it on the page; --password makes another one.");
        }
    }
}
