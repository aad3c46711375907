using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WasiHal.Durable;

/// <summary>Statements that are run once. Values never go into the text of one: <see cref="Prepare"/> takes them as parameters.</summary>
internal static class Sql
{
    /// <summary>Runs statements that answer nothing.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="sql">A constant of the program.</param>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query that answers one whole number.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="sql">A constant of the program.</param>
    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Makes a statement that is run often. The first use of it within a connection prepares it.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="sql">A constant of the program.</param>
    /// <param name="parameters">Names of its parameters, with <c>$</c>.</param>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes a constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    /// <summary>Gives a prepared statement its values, in the order of its parameters.</summary>
    /// <param name="command">Made by <see cref="Prepare"/>.</param>
    /// <param name="values">One for each; null is NULL.</param>
    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }
}
