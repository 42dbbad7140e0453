using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.PostgreSql
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
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReopenedReason",
                table: "Scorings",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "ConsensusScores",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Answers",
                type: "integer",
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
