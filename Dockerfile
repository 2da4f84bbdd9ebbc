# Orbweaver's image: the runnable jar on a Java runtime, for every role (scheduler, worker, crawl, ...).
#
#   docker build -t orbweaver .
#   docker run --rm orbweaver --help

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
# The poms alone first: what they ask for is fetched once, and again only when one of them changes. Building the modules
# while they are empty fetches all of it, plugins and what plugins need included.
COPY .mvn .mvn
COPY pom.xml ./
COPY crawler-common/pom.xml crawler-common/
COPY crawler-testweb/pom.xml crawler-testweb/
COPY crawler-scheduler/pom.xml crawler-scheduler/
COPY crawler-worker/pom.xml crawler-worker/
COPY crawler-app/pom.xml crawler-app/
COPY crawler-bench/pom.xml crawler-bench/
RUN mvn -q -B -DskipTests -pl crawler-app -am package && rm -rf crawler-*/target
COPY . .
RUN mvn -q -B -DskipTests -pl crawler-app -am package

FROM eclipse-temurin:25-jre
COPY deploy/image/orbweaver deploy/image/orbweaver-health /usr/local/bin/
COPY --from=build /source/crawler-app/target/orbweaver.jar /opt/orbweaver/orbweaver.jar
# Read by nobody but the container's own user: a fixed number, so that volumes keep their owner.
RUN chmod 755 /usr/local/bin/orbweaver /usr/local/bin/orbweaver-health \
    && mkdir -p /var/lib/orbweaver && chown 10001:10001 /var/lib/orbweaver && chmod 700 /var/lib/orbweaver
USER 10001:10001
WORKDIR /var/lib/orbweaver
# REST and health; membership; messages between nodes.
EXPOSE 8080 5701 5702
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["orbweaver-health"]
# A node finishes what is in flight, saves and leaves.
STOPSIGNAL SIGTERM
ENTRYPOINT ["orbweaver"]
CMD ["--help"]
