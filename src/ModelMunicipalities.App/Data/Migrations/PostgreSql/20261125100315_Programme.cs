using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ModelMunicipalities.App.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Programme : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Afterwards",
                table: "Participations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AfterwardsComment",
                table: "Participations",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<List<string>>(
                name: "Focus",
                table: "Participations",
                type: "text[]",
                maxLength: 400,
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<bool>(
                name: "IsUnavailable",
                table: "Participations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Places",
                table: "Participations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Participations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "When",
                table: "Participations",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithdrawnReason",
                table: "Participations",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EmailDomain",
                table: "Organisations",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReplacesId",
                table: "Invitations",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ApplyBy",
                table: "Cohorts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Criteria",
                table: "Cohorts",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Stage",
                table: "Cohorts",
                type: "integer",
                nullable: false,
                defaultValue: 5);

            // Until now a cohort was running or closed.
            migrationBuilder.Sql("""UPDATE "Cohorts" SET "Stage" = 6 WHERE "ClosedAt" IS NOT NULL""");

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Cohorts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "Applications",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    NetworkId = table.Column<int>(type: "integer", nullable: false),
                    CohortId = table.Column<int>(type: "integer", nullable: false),
                    OrganisationId = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    SubmittedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    ContactName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ContactEmail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ContactPhone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Motivation = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    Focus = table.Column<List<string>>(type: "text[]", maxLength: 400, nullable: false),
                    Cemr = table.Column<int>(type: "integer", nullable: true),
                    CemrDate = table.Column<DateOnly>(type: "date", nullable: true),
                    Baseline = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    Stakeholders = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    WillMentor = table.Column<bool>(type: "boolean", nullable: true),
                    Answers = table.Column<string>(type: "jsonb", nullable: true),
                    Team = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Applications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Applications_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Applications_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "JoinRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    NetworkId = table.Column<int>(type: "integer", nullable: false),
                    OrganisationId = table.Column<int>(type: "integer", nullable: false),
                    Function = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    AskedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    AnsweredBy = table.Column<int>(type: "integer", nullable: true),
                    IsGranted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JoinRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_JoinRequests_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_JoinRequests_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PairingProposals",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    NetworkId = table.Column<int>(type: "integer", nullable: false),
                    CohortId = table.Column<int>(type: "integer", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Least = table.Column<int>(type: "integer", nullable: false),
                    Most = table.Column<int>(type: "integer", nullable: false),
                    DistanceWeight = table.Column<double>(type: "double precision", nullable: false),
                    SizeWeight = table.Column<double>(type: "double precision", nullable: false),
                    FocusWeight = table.Column<double>(type: "double precision", nullable: false),
                    Tolerance = table.Column<double>(type: "double precision", nullable: false),
                    IsOfPeers = table.Column<bool>(type: "boolean", nullable: false),
                    IsRepair = table.Column<bool>(type: "boolean", nullable: false),
                    Basis = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false),
                    TotalDistanceKm = table.Column<double>(type: "double precision", nullable: false),
                    Objective = table.Column<double>(type: "double precision", nullable: false),
                    Optimum = table.Column<double>(type: "double precision", nullable: true),
                    IsOptimal = table.Column<bool>(type: "boolean", nullable: false),
                    PublishedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Forbidden = table.Column<string>(type: "jsonb", nullable: true),
                    Pairs = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PairingProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PairingProposals_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PairingProposals_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProgrammeDays",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    NetworkId = table.Column<int>(type: "integer", nullable: false),
                    CohortId = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Ordinal = table.Column<int>(type: "integer", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProgrammeDays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProgrammeDays_Cohorts_CohortId",
                        column: x => x.CohortId,
                        principalTable: "Cohorts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ProgrammeDays_Networks_NetworkId",
                        column: x => x.NetworkId,
                        principalTable: "Networks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_NetworkId_EmailDomain",
                table: "Organisations",
                columns: new[] { "NetworkId", "EmailDomain" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_ReplacesId",
                table: "Invitations",
                column: "ReplacesId");

            migrationBuilder.CreateIndex(
                name: "IX_Applications_CohortId_OrganisationId",
                table: "Applications",
                columns: new[] { "CohortId", "OrganisationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Applications_OrganisationId",
                table: "Applications",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_JoinRequests_OrganisationId",
                table: "JoinRequests",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_PairingProposals_CohortId_Number",
                table: "PairingProposals",
                columns: new[] { "CohortId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ProgrammeDays_CohortId",
                table: "ProgrammeDays",
                column: "CohortId");

            migrationBuilder.AddForeignKey(
                name: "FK_Invitations_Memberships_ReplacesId",
                table: "Invitations",
                column: "ReplacesId",
                principalTable: "Memberships",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Invitations_Memberships_ReplacesId",
                table: "Invitations");

            migrationBuilder.DropTable(
                name: "Applications");

            migrationBuilder.DropTable(
                name: "JoinRequests");

            migrationBuilder.DropTable(
                name: "PairingProposals");

            migrationBuilder.DropTable(
                name: "ProgrammeDays");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_NetworkId_EmailDomain",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Invitations_ReplacesId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Afterwards",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "AfterwardsComment",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Focus",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "IsUnavailable",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Places",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "When",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "WithdrawnReason",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "EmailDomain",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "ReplacesId",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "ApplyBy",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Criteria",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Stage",
                table: "Cohorts");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Cohorts");
        }
    }
}
