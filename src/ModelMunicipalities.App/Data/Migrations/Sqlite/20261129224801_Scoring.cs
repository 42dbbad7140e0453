using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Scoring : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "NotBlindSince",
                table: "Scorings",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReopenedReason",
                table: "Scorings",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "ConsensusScores",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Answers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NotBlindSince",
                table: "Scorings");

            migrationBuilder.DropColumn(
                name: "ReopenedReason",
                table: "Scorings");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "ConsensusScores");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Answers");
        }
    }
}
