"""Many people at once, by SQL: for benchmarks, pages of thousands, and whoever counts statements."""

import psycopg

from crm_app.core.database import libpq_url

DEPARTMENTS, TEAMS = 10, 40
FILL = """
INSERT INTO staff_departments (uuid, name, sort_name, inserted_at, updated_at)
SELECT gen_random_uuid(), 'Department ' || n, 'department ' || n, now(), now()
FROM generate_series(1, {departments}) AS n;
INSERT INTO staff_teams (uuid, department_uuid, name, sort_name, inserted_at, updated_at)
SELECT gen_random_uuid(), department.uuid, 'Team ' || n, 'team ' || n, now(), now()
FROM generate_series(1, {teams}) AS n
JOIN (SELECT uuid, row_number() OVER (ORDER BY name) AS place FROM staff_departments) AS department
  ON department.place = n % {departments} + 1;
CREATE TEMPORARY TABLE made AS
SELECT n, gen_random_uuid() AS user_uuid, gen_random_uuid() AS uuid,
       initcap(substr(md5(n::text), 1, 6)) || ' ' || initcap(substr(md5('x' || n), 1, 8)) AS name
FROM generate_series(1, {people}) AS n;
INSERT INTO users (uuid, email, name, role, active, inserted_at, updated_at)
SELECT user_uuid, 'staff' || n || '@example.com', name, 'viewer', true, now(), now() FROM made;
INSERT INTO staff_people (uuid, user_uuid, primary_department_uuid, status, name, sort_name, job_title,
                          date_of_birth, details, inserted_at, updated_at)
SELECT made.uuid, made.user_uuid, CASE WHEN n % 20 = 0 THEN NULL ELSE department.uuid END,
       CASE WHEN n % 7 = 0 THEN 'inactive' ELSE 'active' END, made.name, lower(made.name),
       'Engineer ' || n % 30, date '1960-01-01' + n * 37 % 15000, '{{}}',
       now() - n * interval '1 second', now()
FROM made
JOIN (SELECT uuid, row_number() OVER (ORDER BY name) AS place FROM staff_departments) AS department
  ON department.place = n % {departments} + 1;
INSERT INTO staff_team_memberships (uuid, team_uuid, staff_person_uuid, inserted_at)
SELECT gen_random_uuid(), team.uuid, made.uuid, now()
FROM made
JOIN (SELECT uuid, row_number() OVER (ORDER BY name) AS place FROM staff_teams) AS team
  ON team.place = n % {teams} + 1
WHERE n % 10 > 0;
DROP TABLE made;
"""
"""Of ten people nine are on one team; of twenty one has no department, and is on no team either."""


def fill_staff(url: str, people: int, *, departments: int = DEPARTMENTS, teams: int = TEAMS) -> None:
    """Fills the migrated database at `url` with people of 40 teams in 10 departments, all with birthdays."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        script = FILL.format(people=people, departments=departments, teams=teams)
        connection.execute(script)  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")
