using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Samples;

/// <summary>What the command line says.</summary>
/// <param name="Config">The TOML file.</param>
/// <param name="Overrides">Value by configuration key.</param>
/// <param name="Help">Whether only help is wanted.</param>
/// <param name="Compile">Whether machine code is to be made, and nothing else.</param>
/// <param name="Board">Whether the board is to be listed, and nothing else.</param>
/// <param name="Check">Whether the configuration is to be checked, and nothing else.</param>
/// <param name="Schema">Whether the schema of the configuration is to be printed, and nothing else.</param>
/// <param name="Operator">What is to be done for the operator, such as <c>--password</c>, and nothing else; null for nothing.</param>
/// <param name="Subject">With what or whom.</param>
internal sealed record CommandLine(
    string Config,
    IReadOnlyList<KeyValuePair<string, string>> Overrides,
    bool Help,
    bool Compile,
    bool Board,
    bool Check,
    bool Schema,
    string? Operator,
    string? Subject)
{
    /// <summary>What there is to say of a program's command line.</summary>
    public static string UsageOf(NodeSample sample) => $"""
        {sample.Summary}

        Usage: {sample.Name} [options]

          --config FILE          the configuration; {sample.ConfigFile} beside the program when absent
          --plugins DIR          a folder of plugins, instead of the configured ones; may be repeated
          --data DIR             where the node keeps what must survive a restart
          --urls URL             where to listen: {sample.Url} when absent; other machines only with cluster.security
          --compile              makes the machine code of the Python runtime and all plugins ahead, and ends
          --board                lists what the board has, and the devices that answer on its I2C buses, and ends
          --check                checks the configuration, and ends: 0 when it is right, 2 when it is wrong
          --schema               prints the JSON schema of the configuration, for editors, and ends
          --password             makes another password to sign in with, prints it, and ends; also while the node runs
          --token NAME           makes a token with which a program signs in, prints it, and ends; --revoke-token NAME takes it back
        {sample.OperatorUsage}
          --SECTION:KEY=VALUE    any key of the configuration, such as --hal:provider=fake
          --help                 this text
        """;

    /// <summary>Reads the command line; anything that it does not know is an error.</summary>
    public static bool TryParse(NodeSample sample, IReadOnlyList<string> args, [NotNullWhen(true)] out CommandLine? commandLine, [NotNullWhen(false)] out string? problem)
    {
        var (config, help, compile, board, check, schema, plugins) = (Path.Combine(AppContext.BaseDirectory, sample.ConfigFile), false, false, false, false, false, 0);
        var overrides = new List<KeyValuePair<string, string>>();
        string? errand = null, subject = null;
        (commandLine, problem) = (null, null);
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var before, var after] ? (before, after) : (args[index], null);
            if (args[index] is "--help" or "-h" or "-?")
            {
                help = true;
                continue;
            }

            if (args[index] is "--compile")
            {
                compile = true;
                continue;
            }

            if (args[index] is "--board")
            {
                board = true;
                continue;
            }

            if (args[index] is "--check")
            {
                check = true;
                continue;
            }

            if (args[index] is "--schema")
            {
                schema = true;
                continue;
            }

            if (args[index] is "--password" || (sample.Role == "hub" && args[index] is "--nodes"))
            {
                errand = args[index];
                continue;
            }

            var isKey = name.StartsWith("--", StringComparison.Ordinal) && name.IndexOf(':', StringComparison.Ordinal) > 2;
            var isErrand = name is "--token" or "--revoke-token" || (sample.Role == "hub" ? name is "--enrol" or "--revoke" : name is "--join");
            if (!isKey && !isErrand && name is not ("--config" or "--plugins" or "--data" or "--urls"))
            {
                problem = $"Unknown option {args[index]}. --help lists the options.";
                return false;
            }

            value ??= isKey || index + 1 >= args.Count ? null : args[++index];
            if (string.IsNullOrEmpty(value))
            {
                problem = isKey ? $"{name} needs a value: {name}=VALUE." : $"{name} needs a value. --help lists the options.";
                return false;
            }

            if (isErrand)
            {
                (errand, subject) = (name, value);
                continue;
            }

            switch (name)
            {
                case "--config":
                    config = value;
                    break;
                case "--plugins":
                    overrides.Add(new(string.Create(CultureInfo.InvariantCulture, $"hosting:plugin_directories:{plugins++}"), value));
                    break;
                default:
                    overrides.Add(new(name switch { "--data" => "data:directory", "--urls" => "urls", _ => name[2..] }, value));
                    break;
            }
        }

        commandLine = new(config, overrides, help, compile, board, check, schema, errand, subject);
        return true;
    }
}
